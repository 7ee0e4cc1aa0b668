-- What was answered under a key and left no movement in the book that says all of it: refusals by a rule, so that the same
-- request gets the same refusal, and acts of which the book does not hold the whole request.
create table answered_request (
    idempotency_key TEXT PRIMARY KEY,
    input_hash INTEGER NOT NULL,
    refusal TEXT,
    answered_at INTEGER NOT NULL
) WITHOUT ROWID;
create trigger answered_request_is_final before update on answered_request
    begin select raise(abort, 'an answer is never changed'); end;
