-- Counters that were rebuilt from what they count, one row each: who did it, when, and what stood there before.
create table counter_repair (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    operator TEXT NOT NULL,
    place TEXT NOT NULL,
    counter TEXT NOT NULL,
    stood INTEGER,
    made INTEGER
);
create trigger counter_repair_is_final before update on counter_repair
    begin select raise(abort, 'what was repaired stays on record'); end;
create trigger counter_repair_stays before delete on counter_repair
    begin select raise(abort, 'what was repaired stays on record'); end;
