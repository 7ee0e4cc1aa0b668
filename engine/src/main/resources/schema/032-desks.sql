-- Acts that one person proposes and another releases. The arguments are sealed: they may name people.
create table proposal (
    id INTEGER PRIMARY KEY,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subscription INTEGER,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    arguments BLOB NOT NULL,
    proposer TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    lapses_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    decider TEXT,
    decided_at INTEGER,
    outcome TEXT
);
create index proposal_open on proposal (lapses_at) where state = 'PROPOSED';

-- A till as it stands: what was in it when it was last counted, and what the book said then.
create table till (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    clerk TEXT NOT NULL,
    counts INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    booked INTEGER NOT NULL,
    counted_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Every opening and closing of it.
create table till_count (
    till TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    clerk TEXT NOT NULL,
    at INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    PRIMARY KEY (till, number)
) WITHOUT ROWID;
