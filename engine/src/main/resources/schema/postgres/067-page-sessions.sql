-- Who is logged in to pages, so that a restart throws nobody out: the hash of the cookie, which lets nobody in. stamp follows
-- from the password at the login: with another password the session is over.
create table page_session (
    hash TEXT COLLATE "C" primary key,
    door TEXT COLLATE "C" not null,
    owner TEXT COLLATE "C" not null,
    stamp TEXT COLLATE "C" not null,
    began_at BIGINT not null,
    seen_at BIGINT not null,
    ends_at BIGINT not null
);
create index page_session_owner on page_session (door, owner);
create index page_session_end on page_session (ends_at);
