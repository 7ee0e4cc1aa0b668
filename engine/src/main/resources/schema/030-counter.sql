-- Every look at a customer and every act through a door other than a phone, in a hash chain: each row's link is SHA-256
-- over the link before it and the row's line.
create table audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    address TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subscription INTEGER,
    why TEXT NOT NULL,
    what TEXT NOT NULL,
    outcome TEXT NOT NULL,
    chain BLOB NOT NULL
);
create index audit_subscription on audit (subscription, id) where subscription is not null;
create trigger audit_is_final before update on audit begin select raise(abort, 'an audit row is never changed'); end;
create trigger audit_stays before delete on audit begin select raise(abort, 'an audit row is never deleted'); end;

-- Where the chain ends.
create table audit_head (
    slot INTEGER PRIMARY KEY,
    audit INTEGER NOT NULL,
    chain BLOB NOT NULL
);

-- The first answer to a request, for when the same comes again. What was asked is a keyed print; the answer is sealed.
create table counter_key (
    client TEXT NOT NULL,
    word TEXT NOT NULL,
    print TEXT NOT NULL,
    at INTEGER NOT NULL,
    reply BLOB NOT NULL,
    PRIMARY KEY (client, word)
) WITHOUT ROWID;
create index counter_key_at on counter_key (at);

-- What cannot be answered at once: an act that somebody else releases, or a system outside that has not spoken.
create table counter_request (
    id INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    next_look_at INTEGER,
    settled_at INTEGER,
    reply BLOB
);
create index counter_request_settled on counter_request (settled_at) where settled_at is not null;

-- What a partner's program is to be told, written in the transaction that made it true.
create table partner_event (
    id INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
);
create index partner_event_client on partner_event (client, id);
