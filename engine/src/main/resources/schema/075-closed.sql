-- What is held of people whose accounts are closed is found by the day of closing, by account and by number.
create index account_closed on account (closed_at, no) where closed_at is not null;
create index login_alias_account on login_alias (account);
create index free_text_subscription on free_text (subscription);
create index call_record_caller on call_record (caller, started_at);
