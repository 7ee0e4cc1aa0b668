-- People who work at the desks. The password is a slow hash, the secret of the one-time passwords is sealed.
create table staff (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    roles TEXT NOT NULL,
    merchant TEXT,
    password TEXT,
    totp_sealed BLOB,
    totp_step INTEGER NOT NULL,
    wrong INTEGER NOT NULL CHECK (wrong between 0 and 5),
    locked_at INTEGER,
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- A link with which somebody sets password and one-time passwords, once. Only a keyed hash of it is kept.
create table staff_link (
    staff TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    totp_sealed BLOB NOT NULL,
    tries INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
create index staff_link_hash on staff_link (hash);
