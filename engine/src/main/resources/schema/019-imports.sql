-- Accounts that were taken over without passwords and whose holders are sent new ones, one after the other.
create table initial_password (
    account INTEGER PRIMARY KEY,
    texts_per_second INTEGER NOT NULL,
    wanted_at INTEGER NOT NULL
);

-- The language that a subscriber wants texts in; without one it is the first of the dialogue files.
alter table subscription add column language TEXT;

-- What a customer calls an order by. Orders of before have none: their own number is shown.
alter table withdrawal_order add column number TEXT;
create unique index withdrawal_order_number on withdrawal_order (number) where number is not null;
alter table bill_order add column number TEXT;
create unique index bill_order_number on bill_order (number) where number is not null;
alter table purchase add column number TEXT;
create unique index purchase_number on purchase (number) where number is not null;

-- What a customer has had in a day, for caps and for whoever looks an order up.
create index withdrawal_order_subscription on withdrawal_order (subscription, requested_at);
create index bill_order_subscription on bill_order (subscription, requested_at);
create index purchase_subscription on purchase (subscription, paid_at);

-- Whom purchases may be paid to.
create table merchant (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    live INTEGER NOT NULL
) WITHOUT ROWID;
insert into merchant (id, name, live) select distinct merchant, merchant, 1 from purchase;

-- The newest code that was sent for a purpose, and how many were sent that day.
create table one_time_code (
    subscription INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    hash TEXT,
    sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sent_day INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (subscription, purpose)
) WITHOUT ROWID;
