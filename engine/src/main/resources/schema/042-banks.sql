-- Branch and place of the bound card's bank, and of the card that a withdrawal goes to.
create table card_branch (
    account INTEGER PRIMARY KEY,
    branch TEXT NOT NULL,
    place TEXT NOT NULL
);
create table withdrawal_branch (
    withdrawal INTEGER PRIMARY KEY,
    branch TEXT NOT NULL,
    place TEXT NOT NULL
);

-- Money that customers want to bring in from their banks.
create table bank_top_up (
    number TEXT PRIMARY KEY,
    subscription INTEGER NOT NULL,
    account INTEGER NOT NULL,
    bank TEXT NOT NULL,
    target TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    redirected_at INTEGER,
    next_look_at INTEGER NOT NULL,
    looks INTEGER NOT NULL,
    paid_at INTEGER,
    late INTEGER NOT NULL
) WITHOUT ROWID;
create index bank_top_up_open on bank_top_up (next_look_at) where status in ('CREATED', 'REDIRECTED');
create index bank_top_up_account on bank_top_up (account, created_at);

-- What banks have told of payments to us, once each by the bank's own number.
create table bank_payment (
    bank TEXT NOT NULL,
    bank_number TEXT NOT NULL,
    top_up TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    paid_at INTEGER NOT NULL,
    bank_day INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    told_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    transfer INTEGER NOT NULL,
    PRIMARY KEY (bank, bank_number)
) WITHOUT ROWID;
create index bank_payment_day on bank_payment (bank, bank_day);

-- Withdrawals as they go out: one batch a bank and working day.
create table withdrawal_batch (
    bank TEXT NOT NULL,
    day INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (bank, day)
) WITHOUT ROWID;
create table withdrawal_batch_line (
    withdrawal INTEGER PRIMARY KEY,
    bank TEXT NOT NULL,
    day INTEGER NOT NULL,
    line INTEGER NOT NULL
);
create index withdrawal_batch_line_of on withdrawal_batch_line (bank, day, line);

-- On which day of the bank a withdrawal ended, as its file says.
create table withdrawal_bank_day (
    withdrawal INTEGER PRIMARY KEY,
    bank TEXT NOT NULL,
    day INTEGER NOT NULL
);
create index withdrawal_bank_day_of on withdrawal_bank_day (bank, day);

-- Files of banks that were taken; each is taken once.
create table bank_file (
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    bank TEXT NOT NULL,
    day INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    taken_at INTEGER NOT NULL
) WITHOUT ROWID;
create index withdrawal_order_bank on withdrawal_order (bank) where status = 'SUBMITTED';
