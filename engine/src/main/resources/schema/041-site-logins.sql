-- Names that people log in with instead of their number. One owner each; a name that was given up is kept for a while.
create table login_alias (
    name TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    account INTEGER NOT NULL,
    given_up_at INTEGER
) WITHOUT ROWID;
create table account_alias (
    account INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

-- The question that proves who somebody is when a password is lost; of the answer only a slow hash is kept.
create table security_answer (
    account INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    hash TEXT NOT NULL,
    set_at INTEGER NOT NULL
);

-- Wrong proofs of a day, by kind.
create table wrong_proof (
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
) WITHOUT ROWID;

-- Tries at names that nobody has: they are answered like those at names that somebody has.
create table login_miss (
    name_hash TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    locked_at INTEGER,
    last_at INTEGER NOT NULL
) WITHOUT ROWID;
create index login_miss_last on login_miss (last_at);
