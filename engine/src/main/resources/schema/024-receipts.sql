-- What receipts have said of an answer in several parts, and of each part.
alter table downlink add column delivered INTEGER NOT NULL DEFAULT 0;
alter table downlink add column undelivered INTEGER NOT NULL DEFAULT 0;
alter table sent_segment add column reported TEXT NOT NULL DEFAULT 'NONE';

-- Ids are compared without case and leading zeros from now on.
update or ignore sent_segment set message_id = lower(ltrim(message_id, '0'))
where ltrim(message_id, '0') <> '' and message_id <> lower(ltrim(message_id, '0'));

-- Receipts that came without the receipt bit: messages to us in the SMSC's count, not in ours. The day is yyyymmdd.
create table receipt_without_bit (
    bind TEXT NOT NULL,
    day INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (bind, day)
) WITHOUT ROWID;

-- Parts of long messages that wait for the others, sealed. width: bits of the reference (0: of SAR parameters), which keeps
-- equal references of different kinds apart; coding: the part's own data_coding, -1 where it is not known.
create table part_before as select * from message_part;
drop table message_part;
create table message_part (
    sender TEXT NOT NULL,
    service TEXT NOT NULL,
    width INTEGER NOT NULL,
    reference INTEGER NOT NULL,
    total INTEGER NOT NULL,
    number INTEGER NOT NULL,
    coding INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (sender, service, width, reference, total, number)
) WITHOUT ROWID;
insert into message_part
select sender, service, case when reference > 255 then 16 else 8 end, reference, total, number, -1, sealed, received_at
from part_before;
drop table part_before;
