-- Up to which uplink records were deleted with their retention: the inbox keeps its rows, and they are not missed.
alter table charge_purge add column through_uplink INTEGER;
update charge_purge set through_uplink = coalesce(
    (select min(uplink) - 1 from charge_record where corrects is null), (select max(id) from uplink), 0);

-- What deleted records came to, for lists and sums of their days: by day and by each property that a summary may ask for.
create table charge_kept (
    day INTEGER NOT NULL,
    property TEXT NOT NULL,
    word TEXT NOT NULL,
    records INTEGER NOT NULL,
    uplinks INTEGER NOT NULL,
    sum_li INTEGER NOT NULL,
    PRIMARY KEY (day, property, word)
) WITHOUT ROWID;

-- Files closed from now on are of layout 2: header and trailer list what they hold of each slot, and the trailer names the
-- heads of the book's chain. A file is always written again in the layout in which it was closed.
alter table billing_file add column layout INTEGER NOT NULL DEFAULT 1;
alter table billing_file add column book_heads TEXT NOT NULL DEFAULT '';

-- The digest of a copy that only a holder of the key can make; none for copies made without a key.
alter table billing_copy add column sealed_sha256 TEXT;

-- Why and by whom an amount was changed, and who released it: one row a correction.
create table charge_waiver (
    number INTEGER PRIMARY KEY,
    proposal INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    released_by TEXT NOT NULL,
    released_at INTEGER NOT NULL
);
create trigger charge_waiver_is_final before update on charge_waiver
begin
    select raise(abort, 'a waiver is never changed');
end;
create trigger charge_waiver_is_kept before delete on charge_waiver
when old.number > coalesce((select through_number from charge_purge where id = 1), 0)
begin
    select raise(abort, 'a waiver is kept as long as its record');
end;

-- Waivers that wait for somebody else's release.
create table waiver_proposal (
    id INTEGER PRIMARY KEY,
    records TEXT NOT NULL,
    restores INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    outcome TEXT,
    ended_by TEXT,
    ended_at INTEGER
);

-- What the intake did in each hour, by service number: kept when the engine stops, so that it can be compared with the SMSC.
create table intake_hour (
    hour INTEGER NOT NULL,
    service TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    absorbed INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    PRIMARY KEY (hour, service)
) WITHOUT ROWID;

-- When the clock was read, one reading an hour: nothing that cannot be undone follows from one reading.
create table clock_reading (
    hour INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
);
