-- One row per call that was answered or given up by the caller; refused calls are only counted. Times are epoch millis.
-- Calls by FastAGI and VoiceXML have no sip_status; without a report of the other side there is no loss and no jitter.
create table call_record (
    id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
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
    sip_status INTEGER,
    codec TEXT NOT NULL,
    key_kind TEXT NOT NULL,
    packets_sent INTEGER NOT NULL,
    packets_received INTEGER NOT NULL,
    packets_lost INTEGER,
    jitter_micros INTEGER
) WITHOUT ROWID;
