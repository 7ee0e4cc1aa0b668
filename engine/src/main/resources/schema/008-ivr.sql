-- One row per call that was answered or given up by the caller; refused calls are only counted. Times are epoch millis.
create table call_record (
    id TEXT PRIMARY KEY,
    sip_call_id TEXT NOT NULL,
    caller TEXT NOT NULL,
    dialled TEXT NOT NULL,
    via TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    answered_at INTEGER,
    ended_at INTEGER NOT NULL,
    duration_millis INTEGER NOT NULL,
    menu_path TEXT NOT NULL,
    result TEXT NOT NULL,
    hung_up_by TEXT NOT NULL,
    sip_status INTEGER NOT NULL,
    codec TEXT NOT NULL,
    key_kind TEXT NOT NULL,
    packets_sent INTEGER NOT NULL,
    packets_received INTEGER NOT NULL,
    packets_lost INTEGER NOT NULL,
    jitter_micros INTEGER NOT NULL
) WITHOUT ROWID;
