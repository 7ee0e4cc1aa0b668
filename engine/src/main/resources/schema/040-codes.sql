-- Codes hang on the number, not on a subscription: who asks for one must not see whether anybody has the number. A code lives five
-- minutes, so those of before are simply gone.
drop table one_time_code;
create table one_time_code (
    msisdn INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    hash TEXT,
    sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (msisdn, purpose)
) WITHOUT ROWID;
create index one_time_code_sent on one_time_code (sent_at);

-- How many codes were sent to a number on a day, whatever for.
create table code_count (
    msisdn INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    last_at INTEGER NOT NULL
);
create index code_count_last on code_count (last_at);

-- What came from an address on a day; lately holds the seconds of the last hour's.
create table address_use (
    address TEXT NOT NULL,
    act TEXT NOT NULL,
    day INTEGER NOT NULL,
    used INTEGER NOT NULL,
    lately TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (address, act)
) WITHOUT ROWID;
create index address_use_last on address_use (last_at);

-- Over all numbers and addresses together.
create table code_total (
    what TEXT PRIMARY KEY,
    period INTEGER NOT NULL,
    used INTEGER NOT NULL
) WITHOUT ROWID;
