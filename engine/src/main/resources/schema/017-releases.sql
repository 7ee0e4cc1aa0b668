-- Dialogue files in use, as gzipped JSON, until the last conversation that began with them is over.
create table dialogue_release (
    id TEXT PRIMARY KEY,
    first_used INTEGER NOT NULL,
    files BLOB NOT NULL
);
