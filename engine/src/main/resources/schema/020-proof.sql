-- The chain over the book: each transfer's link is SHA-256 over the link before it and the transfer's line, in which its
-- postings, its idempotency key and the names of its accounts stand. Old transfers get theirs once, at the first start.
alter table transfer add column chain BLOB;
drop trigger transfer_is_final;
create trigger transfer_is_final before update on transfer
when old.chain is not null or new.chain is null or new.id <> old.id or new.event <> old.event
    or new.resolves is not old.resolves or new.reverses is not old.reverses
    or new.business_date <> old.business_date or new.at <> old.at
begin select raise(abort, 'a transfer is never changed'); end;

-- Where the chain of a slot ends.
create table ledger_head (
    slot INTEGER PRIMARY KEY,
    transfer INTEGER NOT NULL,
    chain BLOB NOT NULL
);

-- A closed day of the book: no transfer gets a business date up to it any more. What was true when it was closed.
create table ledger_day (
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    last_transfer INTEGER NOT NULL,
    chain BLOB NOT NULL,
    closed_at INTEGER NOT NULL,
    primary key (day, slot)
) WITHOUT ROWID;

-- What the accounts stood at on a closed day: those of the service by name, those of subscribers added up by pocket.
create table ledger_day_total (
    day INTEGER NOT NULL,
    code TEXT NOT NULL,
    nature TEXT NOT NULL,
    debit INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    primary key (day, code)
) WITHOUT ROWID;

create trigger ledger_day_is_final before update on ledger_day begin select raise(abort, 'a closed day is never changed'); end;
create trigger ledger_day_stays before delete on ledger_day begin select raise(abort, 'a closed day is never opened'); end;
create trigger ledger_day_total_is_final before update on ledger_day_total
    begin select raise(abort, 'a closed day is never changed'); end;
create trigger ledger_day_total_stays before delete on ledger_day_total
    begin select raise(abort, 'a closed day is never opened'); end;

-- The last closed day, for the writer, with the head of the chain at that moment: its totals are added up later, beside
-- the engine.
create table ledger_open (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    closed_day INTEGER NOT NULL,
    last_transfer INTEGER NOT NULL,
    chain BLOB NOT NULL,
    closed_at INTEGER NOT NULL
);
