-- The book. Counters and postings say the same thing twice on purpose: `ledger verify` compares them.
-- The id of a subscriber's account is eight times the account number plus the number of the pocket: what it is and whose
-- need not be said in every row (see the view book). The service's own accounts have ids below zero.
create table ledger_account (
    id INTEGER PRIMARY KEY,
    dr_posted INTEGER NOT NULL CHECK (dr_posted >= 0),
    cr_posted INTEGER NOT NULL CHECK (cr_posted >= 0),
    last_transfer INTEGER,
    CHECK (id < 0 or cr_posted >= dr_posted)
);

create table system_account (
    code TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE CHECK (id < 0),
    nature TEXT NOT NULL CHECK (nature in ('ASSET', 'LIABILITY'))
) WITHOUT ROWID;

-- The accounts as people read them.
create view book as
    select l.id,
           case when l.id > 0 then l.id / 8 end as owner,
           case when l.id < 0 then s.code
                else case l.id % 8 when 0 then 'CASH' when 1 then 'CARD' when 2 then 'WITHDRAWING'
                                   when 3 then 'WALLET_PENDING' when 4 then 'WALLET' end end as code,
           case when l.id < 0 then s.nature else 'LIABILITY' end as nature,
           l.dr_posted, l.cr_posted, l.last_transfer
    from ledger_account l left join system_account s on s.id = l.id;

create table transfer (
    id INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    resolves INTEGER,
    reverses INTEGER,
    business_date INTEGER NOT NULL,
    at INTEGER NOT NULL
);
-- A reservation is resolved at most once, whatever the code believes.
create unique index transfer_resolves on transfer (resolves) where resolves is not null;

-- Beside the transfer rather than in it: the tree of keys is needed either way, and this one can be read by key.
create table transfer_request (
    idempotency_key TEXT PRIMARY KEY,
    input_hash INTEGER NOT NULL,
    transfer INTEGER NOT NULL
) WITHOUT ROWID;

-- The key is the history index: all postings of an account lie together, in the order in which they were made.
create table posting (
    account INTEGER NOT NULL,
    transfer INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side in ('DEBIT', 'CREDIT')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    balance_after INTEGER NOT NULL,
    previous_transfer INTEGER,
    PRIMARY KEY (account, transfer)
) WITHOUT ROWID;

create trigger posting_is_final before update on posting begin select raise(abort, 'a posting is never changed'); end;
create trigger posting_stays before delete on posting begin select raise(abort, 'a posting is never deleted'); end;
create trigger transfer_is_final before update on transfer begin select raise(abort, 'a transfer is never changed'); end;
create trigger transfer_stays before delete on transfer begin select raise(abort, 'a transfer is never deleted'); end;
create trigger request_is_final before update on transfer_request
    begin select raise(abort, 'a transfer request is never changed'); end;
create trigger request_stays before delete on transfer_request
    begin select raise(abort, 'a transfer request is never deleted'); end;
