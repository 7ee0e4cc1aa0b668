-- What was served since when, by whom; the last row holds. Files as gzipped JSON, empty where they are no longer kept.
create table release_log (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    how TEXT NOT NULL,
    note TEXT NOT NULL,
    report TEXT NOT NULL,
    stopped TEXT NOT NULL,
    files BLOB NOT NULL
);
-- What happened in dialogues, by day and release; a step of "" is a text that belonged to none.
create table dialogue_figure (
    day INTEGER NOT NULL,
    release_id TEXT NOT NULL,
    dialog TEXT NOT NULL,
    step TEXT NOT NULL,
    came TEXT NOT NULL,
    next TEXT NOT NULL,
    happened INTEGER NOT NULL,
    PRIMARY KEY (day, release_id, dialog, step, came, next)
) WITHOUT ROWID;
-- Texts that nobody understood, masked, that at least five senders sent on one day.
create table unknown_text (
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    happened INTEGER NOT NULL,
    PRIMARY KEY (day, text)
) WITHOUT ROWID;
