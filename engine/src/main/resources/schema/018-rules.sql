-- A freeze stands beside the life of an account: it outlives the number.
alter table account add column frozen INTEGER NOT NULL DEFAULT 0;
update account set frozen = 1, status = 'OPEN' where status = 'FROZEN';

-- Remote purchases are counted, so that a withdrawal that comes back late knows whether one has cleared it since.
alter table subscription add column purchase_epoch INTEGER NOT NULL DEFAULT 0;
alter table withdrawal_order add column purchase_epoch INTEGER NOT NULL DEFAULT 0;

-- Withdrawals that no bank ended in time, so that each is an alarm and a case once.
create table aged_withdrawal (
    id INTEGER PRIMARY KEY,
    raised_at INTEGER NOT NULL
);

-- What banks report, as the operator hands it in; the engine books it and says how it was taken.
create table withdrawal_result (
    withdrawal INTEGER PRIMARY KEY,
    result TEXT NOT NULL,
    reason TEXT,
    given_at INTEGER NOT NULL,
    taken TEXT
);
create index withdrawal_result_waiting on withdrawal_result (given_at) where taken is null;
