-- Recharge cards under 16 octets of the keyed hash of their password in place of its 64 digits: a seventh less of log a top-up, and
-- half the table. Rows move over behind this step, a slice at a time.
alter table recharge_card rename to recharge_card_of_hash;
alter index recharge_card_pkey rename to recharge_card_of_hash_pkey;
drop index recharge_card_serial;
create table recharge_card (
    key_high BIGINT not null,
    key_low BIGINT not null,
    serial TEXT COLLATE "C" not null,
    face BIGINT not null check (face > 0),
    issuer TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    last_day BIGINT not null,
    used_by BIGINT,
    used_at BIGINT,
    used_channel TEXT COLLATE "C",
    used_transfer BIGINT,
    primary key (key_high, key_low)
);
create unique index recharge_card_serial on recharge_card (serial);

alter table frozen_card rename to frozen_card_of_hash;
alter index frozen_card_pkey rename to frozen_card_of_hash_pkey;
create table frozen_card (
    key_high BIGINT not null,
    key_low BIGINT not null,
    before TEXT COLLATE "C" not null,
    primary key (key_high, key_low)
);
