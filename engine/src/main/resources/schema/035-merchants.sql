-- A merchant beyond its name: where it stands and where its program is told of things.
create table merchant_profile (
    merchant TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    notify_url TEXT,
    return_url TEXT,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What partners' programs sign with: a public key, or a shared secret. Sealed either way.
create table partner_key (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    client TEXT NOT NULL,
    kind TEXT NOT NULL,
    material BLOB NOT NULL,
    test INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER
) WITHOUT ROWID;
create index partner_key_client on partner_key (client);

-- Nonces of signed requests, for as long as a signature is young enough.
create table partner_nonce (
    client TEXT NOT NULL,
    nonce TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (client, nonce)
) WITHOUT ROWID;
create index partner_nonce_at on partner_nonce (at);

-- What a merchant asks customers to pay.
create table merchant_order (
    no TEXT PRIMARY KEY,
    merchant TEXT NOT NULL,
    merchant_no TEXT NOT NULL,
    print TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    subject TEXT NOT NULL,
    channel TEXT NOT NULL,
    return_url TEXT,
    payer INTEGER,
    test INTEGER NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    close_reason TEXT,
    purchase INTEGER,
    payer_tail TEXT,
    refunded INTEGER NOT NULL CHECK (refunded >= 0),
    offline INTEGER NOT NULL CHECK (offline >= 0),
    CHECK (refunded + offline <= amount)
);
create index merchant_order_open on merchant_order (expires_at) where state = 'OPEN';
create index merchant_order_payer on merchant_order (payer, made_at) where payer is not null;
create index merchant_order_ended on merchant_order (merchant, ended_at) where state = 'PAID';

-- Money that goes back, or went back elsewhere.
create table merchant_refund (
    no TEXT PRIMARY KEY,
    merchant TEXT NOT NULL,
    merchant_no TEXT NOT NULL,
    order_no TEXT NOT NULL,
    print TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    reason TEXT NOT NULL,
    offline INTEGER NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER,
    work_case INTEGER
);
create index merchant_refund_order on merchant_refund (order_no);
create index merchant_refund_made on merchant_refund (merchant, made_at);

-- What merchants call their orders and refunds by, each once.
create table merchant_number (
    merchant TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    no TEXT NOT NULL,
    PRIMARY KEY (merchant, kind, number)
) WITHOUT ROWID;

-- What was paid out to a merchant for a day.
create table merchant_settlement (
    no TEXT PRIMARY KEY,
    merchant TEXT NOT NULL,
    day INTEGER NOT NULL,
    payments INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    transfer INTEGER,
    made_at INTEGER NOT NULL,
    UNIQUE (merchant, day)
);
