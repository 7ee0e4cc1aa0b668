-- Of a message that is delivered again: what it was answered, from which downlink on, and which conversation it belonged
-- to with that dialogue's name. 0 and '' where there was none.
alter table uplink add column answer INTEGER NOT NULL DEFAULT 0;
alter table uplink add column conversation INTEGER NOT NULL DEFAULT 0;
alter table uplink add column dialog TEXT NOT NULL DEFAULT '';

-- The uplink whose answer says what a conversation waits for now; 0 if that was not said in answer to one.
alter table conversation add column prompted_by INTEGER NOT NULL DEFAULT 0;

-- Uplinks that the SMSC may deliver again: several may have one fingerprint. repeats: how often they were answered again.
alter table at_risk rename to at_risk_before;
create table at_risk (
    fingerprint TEXT NOT NULL,
    uplink INTEGER NOT NULL,
    since INTEGER NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (fingerprint, uplink)
) WITHOUT ROWID;
insert into at_risk (fingerprint, uplink, since) select fingerprint, uplink, since from at_risk_before;
drop table at_risk_before;

-- Where the SMSC gives every message an id of its own, a repeated one is the same message if all else is the same too.
-- Rows of before have no fingerprint and count by their id.
alter table seen_message rename to seen_message_before;
create table seen_message (
    message_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    uplink INTEGER NOT NULL,
    at INTEGER NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, fingerprint)
) WITHOUT ROWID;
insert or ignore into seen_message (message_id, fingerprint, uplink, at)
    select substr(message_id, instr(message_id, '/') + 1), '', uplink, at from seen_message_before;
drop table seen_message_before;

-- When the clock was last known to be right: one row.
create table clock_mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
);
