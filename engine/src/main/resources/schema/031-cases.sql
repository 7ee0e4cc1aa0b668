-- Work that a person has to do because the rules could not end it.
create table work_case (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    cause TEXT NOT NULL,
    subscription INTEGER,
    about TEXT NOT NULL,
    what TEXT NOT NULL,
    amount INTEGER NOT NULL,
    owner TEXT,
    outcome TEXT,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
-- The same event opens one case, however often it is reported.
create unique index work_case_cause on work_case (cause);
create index work_case_open on work_case (id) where state <> 'CLOSED';

create table case_note (
    work_case INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (work_case, number)
) WITHOUT ROWID;
