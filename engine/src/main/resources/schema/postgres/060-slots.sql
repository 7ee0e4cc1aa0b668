-- Into how many slots the database is divided: what was set at its first start, for ever.
create table slot_count (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    slots INTEGER NOT NULL CHECK (slots >= 1)
);
insert into slot_count (one, slots) values (1, 1);
