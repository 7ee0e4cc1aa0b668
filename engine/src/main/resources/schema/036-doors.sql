-- Key pairs of our own, the private half sealed.
create table service_key (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    private_key BLOB NOT NULL,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;

-- How far each partner's program has been told of what concerns it (Standard Webhooks): one row an event.
create table partner_delivery (
    event INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_at INTEGER,
    ended_at INTEGER
);
create index partner_delivery_due on partner_delivery (next_at) where next_at is not null;
create index partner_delivery_client on partner_delivery (client, event);

-- Each try, with what was sent and what came back.
create table partner_try (
    event INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    url TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    millis INTEGER NOT NULL,
    PRIMARY KEY (event, number)
) WITHOUT ROWID;

-- The secrets with which notifications are signed, sealed; two while one is changed for the other.
create table partner_secret (
    client TEXT PRIMARY KEY,
    present BLOB NOT NULL,
    former BLOB,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Up to which event deliveries have been made.
create table partner_cursor (
    slot INTEGER PRIMARY KEY,
    event INTEGER NOT NULL
);
