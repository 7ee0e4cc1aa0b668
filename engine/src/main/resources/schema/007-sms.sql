-- TCP connections over which uplinks came. oldest_unproven: the first uplink whose answer the SMSC is not proven to have
-- read, 0 if there is none.
create table smsc_connection (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    oldest_unproven INTEGER NOT NULL,
    closed INTEGER NOT NULL
) WITHOUT ROWID;

-- The inbox: one row per physical short message that was accepted. No text.
create table uplink (
    id INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    received_at INTEGER NOT NULL
);

-- Uplinks of connections that are gone whose answers the SMSC may not have read: it may deliver them again.
create table at_risk (
    fingerprint TEXT PRIMARY KEY,
    uplink INTEGER NOT NULL,
    since INTEGER NOT NULL
) WITHOUT ROWID;

-- Where the SMSC gives every message an id of its own, that id is the key.
create table seen_message (
    message_id TEXT PRIMARY KEY,
    uplink INTEGER NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;

-- Parts of long messages that wait for the others, sealed.
create table message_part (
    sender TEXT NOT NULL,
    service TEXT NOT NULL,
    reference INTEGER NOT NULL,
    total INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (sender, service, reference, total, number)
) WITHOUT ROWID;

-- How often a sender has been answered in the current period, for answers that must not loop.
create table reply_guard (
    sender TEXT NOT NULL,
    kind TEXT NOT NULL,
    since INTEGER NOT NULL,
    replies INTEGER NOT NULL,
    PRIMARY KEY (sender, kind)
) WITHOUT ROWID;

-- What could not be read or handled, sealed, with the reason.
create table quarantine (
    id INTEGER PRIMARY KEY,
    bind TEXT NOT NULL,
    reason TEXT NOT NULL,
    sealed BLOB NOT NULL,
    at INTEGER NOT NULL
);
