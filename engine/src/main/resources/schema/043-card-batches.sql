-- Recharge cards that were printed together; their serials are consecutive.
create table card_batch (
    id INTEGER PRIMARY KEY,
    cards INTEGER NOT NULL,
    face INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    last_day INTEGER NOT NULL,
    first_serial TEXT NOT NULL,
    last_serial TEXT NOT NULL,
    state TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    activated_at INTEGER
);
create index card_batch_serials on card_batch (first_serial);

-- What a frozen card becomes again.
create table frozen_card (
    hash TEXT PRIMARY KEY,
    before TEXT NOT NULL
) WITHOUT ROWID;
