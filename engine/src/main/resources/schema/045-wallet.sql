-- The file of a wallet's card. Its money is in the book: WALLET is the shadow of what the card holds.
create table wallet (
    card TEXT PRIMARY KEY,
    subscription INTEGER NOT NULL,
    account INTEGER NOT NULL,
    status TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    ended_at INTEGER,
    online INTEGER NOT NULL CHECK (online between 0 and 65535),
    sent INTEGER,
    newest_sent INTEGER,
    terminal INTEGER NOT NULL,
    awaited INTEGER NOT NULL,
    single_limit INTEGER,
    flags INTEGER NOT NULL,
    reset_due INTEGER NOT NULL,
    calibration_due INTEGER NOT NULL,
    closing_balance INTEGER,
    closing_offline INTEGER,
    closing_since INTEGER
) WITHOUT ROWID;
create index wallet_closing on wallet (closing_since) where status = 'CLOSING';

-- What purchases change; apart from the file because every line of a batch writes it.
create table wallet_shadow (
    card TEXT PRIMARY KEY,
    offline_next INTEGER NOT NULL CHECK (offline_next between 0 and 65535),
    gaps INTEGER NOT NULL CHECK (gaps >= 0),
    in_suspense INTEGER NOT NULL,
    as_of INTEGER NOT NULL
) WITHOUT ROWID;

-- The wallet that a subscription has now, or had last.
create table wallet_of (
    subscription INTEGER PRIMARY KEY,
    card TEXT NOT NULL
);

-- The number of a load is the number of the transfer that put its money aside.
create table wallet_load (
    id INTEGER PRIMARY KEY,
    card TEXT NOT NULL,
    account INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    settled_at INTEGER,
    online INTEGER,
    offline INTEGER,
    balance_before INTEGER,
    terminal INTEGER,
    random INTEGER,
    mac INTEGER,
    sent_time TEXT,
    sent_at INTEGER,
    previous INTEGER
);
create index wallet_load_waiting on wallet_load (card) where state = 'WAITING';
create index wallet_load_open on wallet_load (account) where state in ('WAITING', 'SENT');
create index wallet_load_sent on wallet_load (sent_at) where state = 'SENT';
create index wallet_load_terminal on wallet_load (terminal) where terminal is not null;
create index wallet_load_of on wallet_load (card, requested_at);

-- One paid purchase at a POS.
create table wallet_record (
    card TEXT NOT NULL,
    counter INTEGER NOT NULL,
    psam INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    line INTEGER NOT NULL,
    number INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    balance_before INTEGER NOT NULL,
    time TEXT NOT NULL,
    tac INTEGER NOT NULL,
    mismatch INTEGER NOT NULL,
    posted_at INTEGER NOT NULL,
    PRIMARY KEY (card, counter)
) WITHOUT ROWID;
create index wallet_record_batch on wallet_record (psam, batch, line);

-- Off-line counters that no batch has brought yet.
create table wallet_gap (
    card TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (card, first)
) WITHOUT ROWID;
create index wallet_gap_unreported on wallet_gap (seen_at) where reported = 0;

create table pos_terminal (
    psam INTEGER PRIMARY KEY,
    merchant TEXT NOT NULL,
    blocked INTEGER NOT NULL
);

create table pos_batch (
    psam INTEGER NOT NULL,
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    count INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    posted INTEGER NOT NULL,
    done_at INTEGER,
    PRIMARY KEY (psam, number)
) WITHOUT ROWID;

-- Lines of batches that were not paid.
create table pos_line (
    psam INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    line INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    card TEXT NOT NULL,
    counter INTEGER NOT NULL,
    number INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    balance_before INTEGER NOT NULL,
    time TEXT NOT NULL,
    tac INTEGER NOT NULL,
    PRIMARY KEY (psam, batch, line)
) WITHOUT ROWID;
