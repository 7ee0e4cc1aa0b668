-- What is held of people whose accounts are closed is found by the day of closing.
create index account_closed on account (closed_at, no) where closed_at is not null;
