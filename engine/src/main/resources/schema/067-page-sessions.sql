-- Who is logged in to pages, so that a restart throws nobody out: the hash of the cookie, which lets nobody in. stamp follows
-- from the password at the login: with another password the session is over.
create table page_session (
    hash TEXT PRIMARY KEY,
    door TEXT NOT NULL,
    owner TEXT NOT NULL,
    stamp TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
);
create index page_session_owner on page_session (door, owner);
create index page_session_end on page_session (ends_at);
