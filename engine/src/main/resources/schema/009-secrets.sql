-- The keys that seal and hash, each sealed by the operator's master key: changing that one touches these rows only. What
-- is sealed is its own check of the master key.
create table data_key (
    id INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL,
    made_at INTEGER NOT NULL
);

-- A fingerprint without a key gives away the password that it is made of. Only those of messages that may still be
-- delivered again are needed; they get the key where the master key is at hand.
update uplink set fingerprint = '' where not exists (
    select 1 from smsc_connection c
    where c.closed = 0 and c.oldest_unproven > 0 and c.number = uplink.connection and uplink.id >= c.oldest_unproven);
