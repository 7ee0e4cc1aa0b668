-- One row per accepted uplink part, and one per correction. Never changed; deleted only by a purge (see charge_purge).
create table charge_record (
    number INTEGER PRIMARY KEY,
    corrects INTEGER,
    uplink INTEGER NOT NULL,
    event_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    late INTEGER NOT NULL,
    sender TEXT NOT NULL,
    subscription INTEGER,
    subscriber TEXT NOT NULL,
    province TEXT NOT NULL,
    brand TEXT NOT NULL,
    service TEXT NOT NULL,
    smsc TEXT NOT NULL,
    smsc_message_id TEXT,
    data_coding INTEGER NOT NULL,
    octets INTEGER NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    part_reference INTEGER NOT NULL,
    command TEXT NOT NULL,
    dialogue TEXT NOT NULL,
    step TEXT NOT NULL,
    conversation INTEGER,
    disposition TEXT NOT NULL,
    fee_type TEXT NOT NULL,
    tariff TEXT NOT NULL,
    amount_li INTEGER NOT NULL,
    transfer INTEGER,
    chain BLOB NOT NULL
);

-- The end of the chain of records: one row.
create table charge_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    chain BLOB NOT NULL
);

-- Which record has been corrected by which: at most once.
create table charge_correction (
    corrected INTEGER PRIMARY KEY,
    number INTEGER NOT NULL
);

-- One row per file content; its sequence number is never used for anything else.
create table billing_file (
    node TEXT NOT NULL,
    stream TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    day INTEGER NOT NULL,
    first_number INTEGER NOT NULL,
    records INTEGER NOT NULL,
    sum_li INTEGER NOT NULL,
    first_at INTEGER,
    last_at INTEGER,
    closed_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    node_address TEXT NOT NULL,
    extension TEXT NOT NULL,
    chain_before BLOB NOT NULL,
    chain_after BLOB NOT NULL,
    primary key (node, stream, sequence)
) WITHOUT ROWID;

-- One row per file content and format; published once its checksum file lies beside it.
create table billing_copy (
    node TEXT NOT NULL,
    stream TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    format TEXT NOT NULL,
    previous_sha256 TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    published_at INTEGER,
    primary key (node, stream, sequence, format)
) WITHOUT ROWID;

-- Every try to send a file to the billing system.
create table billing_delivery (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    tried_at INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    remark TEXT NOT NULL
);

-- Records up to through_number may be deleted: their files are kept as rows of billing_file with their chain heads.
create table charge_purge (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    through_number INTEGER NOT NULL,
    chain BLOB NOT NULL,
    purged_at INTEGER NOT NULL
);

create trigger charge_record_is_final before update on charge_record
begin
    select raise(abort, 'a charge record is never changed: write a correction');
end;

create trigger charge_record_is_kept before delete on charge_record
when old.number > coalesce((select through_number from charge_purge where id = 1), 0)
begin
    select raise(abort, 'a charge record is not deleted before its retention has passed');
end;

create trigger charge_correction_is_final before update on charge_correction
begin
    select raise(abort, 'a correction is never changed');
end;

create trigger billing_file_is_final before update on billing_file
begin
    select raise(abort, 'a closed billing file is never changed');
end;

create trigger billing_file_is_kept before delete on billing_file
begin
    select raise(abort, 'a billing file keeps its number for ever');
end;

create trigger charge_purge_ends_with_a_file before insert on charge_purge
when not exists (select 1 from billing_file where first_number + records - 1 = new.through_number
    and chain_after = new.chain)
begin
    select raise(abort, 'a purge ends where a closed billing file ends');
end;

create trigger charge_purge_ends_with_a_file_again before update on charge_purge
when new.through_number < old.through_number
    or not exists (select 1 from billing_file where first_number + records - 1 = new.through_number
        and chain_after = new.chain)
begin
    select raise(abort, 'a purge ends where a closed billing file ends');
end;
