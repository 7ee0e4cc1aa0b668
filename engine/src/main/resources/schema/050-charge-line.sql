-- A charge record is its line of the CSV file, over which the chain is computed; beside it stands what is looked for and added
-- up. One row per accepted uplink part, and one per correction. Never changed; deleted only by a purge (see charge_purge).
create table charge (
    number INTEGER PRIMARY KEY,
    corrects INTEGER,
    uplink INTEGER NOT NULL,
    day INTEGER NOT NULL,
    amount_li INTEGER NOT NULL,
    transfer INTEGER,
    line BLOB NOT NULL,
    chain BLOB NOT NULL
);

create trigger charge_is_final before update on charge
begin
    select raise(abort, 'a charge record is never changed: write a correction');
end;

create trigger charge_is_kept before delete on charge
when old.number > coalesce((select through_number from charge_purge where id = 1), 0)
begin
    select raise(abort, 'a charge record is not deleted before its retention has passed');
end;

-- Rows of the old table move over behind this step, a slice at a time.
drop trigger charge_record_is_kept;
