-- An SMSC's own ids are unique within that SMSC, by whichever of its binds they come. Rows of before do not know their SMSC
-- and count for any.
alter table seen_message rename to seen_message_before;
create table seen_message (
    smsc TEXT NOT NULL,
    message_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    uplink INTEGER NOT NULL,
    at INTEGER NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (smsc, message_id, fingerprint)
) WITHOUT ROWID;
insert into seen_message (smsc, message_id, fingerprint, uplink, at, repeats)
    select '', message_id, fingerprint, uplink, at, repeats from seen_message_before;
drop table seen_message_before;
