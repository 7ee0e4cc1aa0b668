-- Conversations by short message: slot 0 is the one that another command ends, slot 1 the one that stays. No secrets.
create table conversation (
    subscription INTEGER NOT NULL,
    service TEXT NOT NULL,
    slot INTEGER NOT NULL,
    id INTEGER NOT NULL,
    dialog TEXT NOT NULL,
    version TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    answers TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    language TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (subscription, service, slot)
) WITHOUT ROWID;
