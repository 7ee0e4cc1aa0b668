create table subscription (
    id INTEGER PRIMARY KEY,
    msisdn TEXT NOT NULL,
    generation INTEGER NOT NULL,
    operator TEXT NOT NULL,
    province TEXT NOT NULL,
    brand TEXT NOT NULL,
    phone_status TEXT NOT NULL,
    stop_reason TEXT NOT NULL,
    secondary INTEGER NOT NULL,
    blacklisted INTEGER NOT NULL,
    account INTEGER,
    profile_complete INTEGER NOT NULL,
    withdrawal_streak INTEGER NOT NULL CHECK (withdrawal_streak >= 0),
    binding_month INTEGER NOT NULL,
    bindings INTEGER NOT NULL,
    wrong_card_day INTEGER NOT NULL,
    wrong_cards INTEGER NOT NULL
);

-- Which subscription a number belongs to now. Everything else hangs on the subscription, never on the number. The eleven
-- digits as an integer: every message asks here first, and the tree is half as large.
create table number (
    msisdn INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL
);

create table account (
    no INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL,
    status TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    agreement TEXT NOT NULL,
    closed_at INTEGER,
    closed_by TEXT,
    real_name_at INTEGER,
    reset_day INTEGER NOT NULL,
    resets INTEGER NOT NULL,
    bank TEXT,
    tail TEXT,
    last_bill_amount INTEGER,
    last_bill_at INTEGER,
    last_bill_order INTEGER,
    open_orders INTEGER NOT NULL CHECK (open_orders >= 0)
);

-- Who people are, sealed. Apart from the rows that every message needs: this is longer than they are and seldom read.
create table identity (
    subscription INTEGER PRIMARY KEY,
    name_sealed BLOB,
    id_type TEXT NOT NULL,
    id_number_sealed BLOB
);

-- The name that a real-name account is in; it stays when the hall registers another one.
create table holder (
    account INTEGER PRIMARY KEY,
    name_sealed BLOB NOT NULL
);

-- The whole number of the card that is bound to an account.
create table bank_card (
    account INTEGER PRIMARY KEY,
    number_sealed BLOB NOT NULL
);

create table password (
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    wrong INTEGER NOT NULL CHECK (wrong between 0 and 5),
    locked_at INTEGER,
    must_change INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
) WITHOUT ROWID;

-- Of a card's password only a keyed hash is kept: eighteen digits can be guessed from a plain one.
create table recharge_card (
    hash TEXT PRIMARY KEY,
    serial TEXT NOT NULL,
    face INTEGER NOT NULL CHECK (face > 0),
    issuer TEXT NOT NULL,
    state TEXT NOT NULL,
    last_day INTEGER NOT NULL,
    used_by INTEGER,
    used_at INTEGER,
    used_channel TEXT,
    used_transfer INTEGER
) WITHOUT ROWID;
create unique index recharge_card_serial on recharge_card (serial);

-- The number of an order is the number of the transfer that reserved its money.
create table withdrawal_order (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL,
    msisdn TEXT NOT NULL,
    account INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    bank TEXT NOT NULL,
    tail TEXT NOT NULL,
    card_sealed BLOB NOT NULL,
    status TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    due_from INTEGER NOT NULL,
    due_by INTEGER NOT NULL,
    settled_at INTEGER,
    reason TEXT
);
create index withdrawal_open on withdrawal_order (due_by) where status = 'SUBMITTED';

create table bill_order (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL,
    payee TEXT NOT NULL,
    account INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    pocket TEXT NOT NULL,
    province TEXT NOT NULL,
    status TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    next_look_at INTEGER NOT NULL,
    looks INTEGER NOT NULL,
    settled_at INTEGER
);
create index bill_open on bill_order (next_look_at) where status = 'PENDING';

create table purchase (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL,
    account INTEGER NOT NULL,
    merchant TEXT NOT NULL,
    amount INTEGER NOT NULL,
    pocket TEXT NOT NULL,
    refunded INTEGER NOT NULL CHECK (refunded between 0 and amount),
    paid_at INTEGER NOT NULL
);
