-- Old calls are dropped by the time at which they ended.
create index if not exists call_record_ended_at on call_record (ended_at);
