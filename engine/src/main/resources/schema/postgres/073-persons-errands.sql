-- What is held of one person is found without reading what is held of all.
create index subscription_msisdn on subscription (msisdn);
create index account_subscription on account (subscription);
create index call_record_caller on call_record (caller, started_at);
create index free_text_subscription on free_text (subscription);
create index login_alias_account on login_alias (account);
create index audit_subject on audit (subject);

-- Commands that the engine is doing for somebody: one that it could not finish it takes up again at its next start.
create table errand (
    id BIGINT primary key,
    said_by TEXT COLLATE "C" not null,
    folder TEXT COLLATE "C" not null,
    arguments TEXT COLLATE "C" not null,
    begun_at BIGINT not null
);
