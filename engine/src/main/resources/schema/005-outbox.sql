-- Answers to subscribers. A secret text is sealed and wiped once it has been sent; its template remains.
create table downlink (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    service TEXT NOT NULL,
    template TEXT NOT NULL,
    text TEXT,
    sealed BLOB,
    bind TEXT,
    cause INTEGER,
    decided_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    segments INTEGER NOT NULL,
    detail TEXT,
    changed_at INTEGER NOT NULL
);

-- Which answer a delivery receipt speaks of.
create table sent_segment (
    bind TEXT NOT NULL,
    message_id TEXT NOT NULL,
    downlink INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (bind, message_id)
) WITHOUT ROWID;
-- Those that are too old for a receipt are found by it.
create index sent_segment_sent_at on sent_segment (sent_at);
