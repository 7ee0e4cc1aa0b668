-- The refund that a case is about, while it waits.
create index merchant_refund_case on merchant_refund (work_case) where work_case is not null;

-- What was settled with a province or an issuer of recharge cards for a day.
create table party_settlement (
    party TEXT NOT NULL,
    day INTEGER NOT NULL,
    bank TEXT NOT NULL,
    movements INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    transfer INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (party, day)
) WITHOUT ROWID;
