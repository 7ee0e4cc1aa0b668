-- How often subscribers did what dialogue files limit; period and until are days as yyyymmdd, both included.
create table use_count (
    subscription INTEGER NOT NULL,
    counter TEXT NOT NULL,
    period INTEGER NOT NULL,
    used INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (subscription, counter, period)
) WITHOUT ROWID;
create index use_count_until on use_count (until);
-- What subscribers answered to questions whose answers are kept, sealed, until the time that the file says.
create table free_text (
    key TEXT PRIMARY KEY,
    subscription INTEGER NOT NULL,
    dialog TEXT NOT NULL,
    step TEXT NOT NULL,
    conversation TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    purge_at INTEGER NOT NULL,
    text_sealed BLOB NOT NULL
);
create index free_text_purge on free_text (purge_at);
create index free_text_dialog on free_text (dialog, written_at);
