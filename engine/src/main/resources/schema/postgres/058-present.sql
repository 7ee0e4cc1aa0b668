-- The schema as the files of SQLite up to 058 make it: there is no older database on PostgreSQL. Texts compare by their octets,
-- as they do on SQLite.

create function refuse() returns trigger language plpgsql as $$
begin
    raise exception '%', tg_argv[0];
end $$;

-- What SQLite has and the statements of the program use.
create function hex(octets BYTEA) returns TEXT immutable language sql as $$ select upper(encode(octets, 'hex')) $$;

create table series (
    name TEXT COLLATE "C" primary key,
    last BIGINT not null
);
create table ledger_account (
    id BIGINT primary key,
    dr_posted BIGINT not null check (dr_posted >= 0),
    cr_posted BIGINT not null check (cr_posted >= 0),
    last_transfer BIGINT,
    check (id < 0 or cr_posted >= dr_posted)
);
create table system_account (
    code TEXT COLLATE "C" primary key,
    id BIGINT not null unique check (id < 0),
    nature TEXT COLLATE "C" not null check (nature in ('ASSET', 'LIABILITY'))
);
create view book as
    select l.id,
           case when l.id > 0 then l.id / 8 end as owner,
           case when l.id < 0 then s.code
                else case l.id % 8 when 0 then 'CASH' when 1 then 'CARD' when 2 then 'WITHDRAWING'
                                   when 3 then 'WALLET_PENDING' when 4 then 'WALLET' end end as code,
           case when l.id < 0 then s.nature else 'LIABILITY' end as nature,
           l.dr_posted, l.cr_posted, l.last_transfer
    from ledger_account l left join system_account s on s.id = l.id;
create table transfer (
    id BIGINT primary key,
    event TEXT COLLATE "C" not null,
    resolves BIGINT,
    reverses BIGINT,
    business_date BIGINT not null,
    at BIGINT not null,
    chain BYTEA);
create unique index transfer_resolves on transfer (resolves) where resolves is not null;
create table transfer_request (
    idempotency_key TEXT COLLATE "C" primary key,
    input_hash BIGINT not null,
    transfer BIGINT not null
);
create table posting (
    account BIGINT not null,
    transfer BIGINT not null,
    side TEXT COLLATE "C" not null check (side in ('DEBIT', 'CREDIT')),
    amount BIGINT not null check (amount > 0),
    balance_after BIGINT not null,
    previous_transfer BIGINT,
    primary key (account, transfer)
);
create trigger posting_is_final before update on posting for each row execute function refuse('a posting is never changed');
create trigger posting_stays before delete on posting for each row execute function refuse('a posting is never deleted');
create trigger transfer_stays before delete on transfer for each row execute function refuse('a transfer is never deleted');
create trigger request_is_final before update on transfer_request for each row execute function refuse('a transfer request is never changed');
create trigger request_stays before delete on transfer_request for each row execute function refuse('a transfer request is never deleted');
create table subscription (
    id BIGINT primary key,
    msisdn TEXT COLLATE "C" not null,
    generation BIGINT not null,
    operator TEXT COLLATE "C" not null,
    province TEXT COLLATE "C" not null,
    brand TEXT COLLATE "C" not null,
    phone_status TEXT COLLATE "C" not null,
    stop_reason TEXT COLLATE "C" not null,
    secondary BIGINT not null,
    blacklisted BIGINT not null,
    account BIGINT,
    profile_complete BIGINT not null,
    withdrawal_streak BIGINT not null check (withdrawal_streak >= 0),
    binding_month BIGINT not null,
    bindings BIGINT not null,
    wrong_card_day BIGINT not null,
    wrong_cards BIGINT not null,
    purchase_epoch BIGINT not null default 0, language TEXT COLLATE "C");
create table number (
    msisdn BIGINT primary key,
    subscription BIGINT not null
);
create table account (
    no BIGINT primary key,
    subscription BIGINT not null,
    status TEXT COLLATE "C" not null,
    opened_at BIGINT not null,
    opened_by TEXT COLLATE "C" not null,
    agreement TEXT COLLATE "C" not null,
    closed_at BIGINT,
    closed_by TEXT COLLATE "C",
    real_name_at BIGINT,
    reset_day BIGINT not null,
    resets BIGINT not null,
    bank TEXT COLLATE "C",
    tail TEXT COLLATE "C",
    last_bill_amount BIGINT,
    last_bill_at BIGINT,
    last_bill_order BIGINT,
    open_orders BIGINT not null check (open_orders >= 0),
    frozen BIGINT not null default 0);
create table identity (
    subscription BIGINT primary key,
    name_sealed BYTEA,
    id_type TEXT COLLATE "C" not null,
    id_number_sealed BYTEA
);
create table holder (
    account BIGINT primary key,
    name_sealed BYTEA not null
);
create table bank_card (
    account BIGINT primary key,
    number_sealed BYTEA not null
);
create table password (
    account BIGINT not null,
    kind TEXT COLLATE "C" not null,
    hash TEXT COLLATE "C" not null,
    wrong BIGINT not null check (wrong between 0 and 5),
    locked_at BIGINT,
    must_change BIGINT not null,
    primary key (account, kind)
);
create table recharge_card (
    hash TEXT COLLATE "C" primary key,
    serial TEXT COLLATE "C" not null,
    face BIGINT not null check (face > 0),
    issuer TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    last_day BIGINT not null,
    used_by BIGINT,
    used_at BIGINT,
    used_channel TEXT COLLATE "C",
    used_transfer BIGINT
);
create unique index recharge_card_serial on recharge_card (serial);
create table withdrawal_order (
    id BIGINT primary key,
    subscription BIGINT not null,
    msisdn TEXT COLLATE "C" not null,
    account BIGINT not null,
    amount BIGINT not null,
    bank TEXT COLLATE "C" not null,
    tail TEXT COLLATE "C" not null,
    card_sealed BYTEA not null,
    status TEXT COLLATE "C" not null,
    requested_at BIGINT not null,
    due_from BIGINT not null,
    due_by BIGINT not null,
    settled_at BIGINT,
    reason TEXT COLLATE "C",
    purchase_epoch BIGINT not null default 0, number TEXT COLLATE "C");
create index withdrawal_open on withdrawal_order (due_by) where status = 'SUBMITTED';
create table bill_order (
    id BIGINT primary key,
    subscription BIGINT not null,
    payee TEXT COLLATE "C" not null,
    account BIGINT not null,
    amount BIGINT not null,
    pocket TEXT COLLATE "C" not null,
    province TEXT COLLATE "C" not null,
    status TEXT COLLATE "C" not null,
    requested_at BIGINT not null,
    next_look_at BIGINT not null,
    looks BIGINT not null,
    settled_at BIGINT,
    number TEXT COLLATE "C");
create index bill_open on bill_order (next_look_at) where status = 'PENDING';
create table purchase (
    id BIGINT primary key,
    subscription BIGINT not null,
    account BIGINT not null,
    merchant TEXT COLLATE "C" not null,
    amount BIGINT not null,
    pocket TEXT COLLATE "C" not null,
    refunded BIGINT not null check (refunded between 0 and amount),
    paid_at BIGINT not null,
    number TEXT COLLATE "C");
create table charge_head (
    id BIGINT primary key check (id = 1),
    number BIGINT not null,
    day BIGINT not null,
    chain BYTEA not null
);
create table charge_correction (
    corrected BIGINT primary key,
    number BIGINT not null
);
create table billing_file (
    node TEXT COLLATE "C" not null,
    stream TEXT COLLATE "C" not null,
    sequence BIGINT not null,
    day BIGINT not null,
    first_number BIGINT not null,
    records BIGINT not null,
    sum_li BIGINT not null,
    first_at BIGINT,
    last_at BIGINT,
    closed_at BIGINT not null,
    reason TEXT COLLATE "C" not null,
    node_address TEXT COLLATE "C" not null,
    extension TEXT COLLATE "C" not null,
    chain_before BYTEA not null,
    chain_after BYTEA not null, layout BIGINT not null default 1, book_heads TEXT COLLATE "C" not null default '',
    primary key (node, stream, sequence)
);
create table billing_copy (
    node TEXT COLLATE "C" not null,
    stream TEXT COLLATE "C" not null,
    sequence BIGINT not null,
    format TEXT COLLATE "C" not null,
    previous_sha256 TEXT COLLATE "C" not null,
    sha256 TEXT COLLATE "C" not null,
    bytes BIGINT not null,
    published_at BIGINT, sealed_sha256 TEXT COLLATE "C",
    primary key (node, stream, sequence, format)
);
create table billing_delivery (
    id BIGINT primary key,
    name TEXT COLLATE "C" not null,
    target TEXT COLLATE "C" not null,
    tried_at BIGINT not null,
    delivered BIGINT not null,
    remark TEXT COLLATE "C" not null
);
create table charge_purge (
    id BIGINT primary key check (id = 1),
    through_number BIGINT not null,
    chain BYTEA not null,
    purged_at BIGINT not null,
    through_uplink BIGINT);
create trigger charge_correction_is_final before update on charge_correction for each row execute function refuse('a correction is never changed');
create trigger billing_file_is_final before update on billing_file for each row execute function refuse('a closed billing file is never changed');
create trigger billing_file_is_kept before delete on billing_file for each row execute function refuse('a billing file keeps its number for ever');
create function charge_purge_ends_with_a_file() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from billing_file where first_number + records - 1 = new.through_number
    and chain_after = new.chain) then
        raise exception 'a purge ends where a closed billing file ends';
    end if;
    return new;
end $$;
create trigger charge_purge_ends_with_a_file before insert on charge_purge for each row execute function charge_purge_ends_with_a_file();
create function charge_purge_ends_with_a_file_again() returns trigger language plpgsql as $$
begin
    if new.through_number < old.through_number
    or not exists (select 1 from billing_file where first_number + records - 1 = new.through_number
        and chain_after = new.chain) then
        raise exception 'a purge ends where a closed billing file ends';
    end if;
    return new;
end $$;
create trigger charge_purge_ends_with_a_file_again before update on charge_purge for each row execute function charge_purge_ends_with_a_file_again();
create table downlink (
    id BIGINT primary key,
    recipient TEXT COLLATE "C" not null,
    service TEXT COLLATE "C" not null,
    template TEXT COLLATE "C" not null,
    text TEXT COLLATE "C",
    sealed BYTEA,
    bind TEXT COLLATE "C",
    cause BIGINT,
    decided_at BIGINT not null,
    state TEXT COLLATE "C" not null,
    segments BIGINT not null,
    detail TEXT COLLATE "C",
    changed_at BIGINT not null,
    delivered BIGINT not null default 0, undelivered BIGINT not null default 0, valid_until BIGINT);
create table sent_segment (
    bind TEXT COLLATE "C" not null,
    message_id TEXT COLLATE "C" not null,
    downlink BIGINT not null,
    sent_at BIGINT not null, reported TEXT COLLATE "C" not null default 'NONE',
    primary key (bind, message_id)
);
create index sent_segment_sent_at on sent_segment (sent_at);
create table conversation (
    subscription BIGINT not null,
    service TEXT COLLATE "C" not null,
    slot BIGINT not null,
    id BIGINT not null,
    dialog TEXT COLLATE "C" not null,
    version TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    step TEXT COLLATE "C" not null,
    answers TEXT COLLATE "C" not null,
    tries BIGINT not null,
    sequence BIGINT not null,
    expires_at BIGINT not null,
    language TEXT COLLATE "C" not null,
    origin TEXT COLLATE "C" not null, prompted_by BIGINT not null default 0,
    primary key (subscription, service, slot)
);
create table smsc_connection (
    name TEXT COLLATE "C" primary key,
    number BIGINT not null,
    oldest_unproven BIGINT not null,
    closed BIGINT not null
);
create table uplink (
    id BIGINT primary key,
    connection BIGINT not null,
    fingerprint TEXT COLLATE "C" not null,
    received_at BIGINT not null,
    answer BIGINT not null default 0, conversation BIGINT not null default 0, dialog TEXT COLLATE "C" not null default '');
create table reply_guard (
    sender TEXT COLLATE "C" not null,
    kind TEXT COLLATE "C" not null,
    since BIGINT not null,
    replies BIGINT not null,
    primary key (sender, kind)
);
create table quarantine (
    id BIGINT primary key,
    bind TEXT COLLATE "C" not null,
    reason TEXT COLLATE "C" not null,
    sealed BYTEA not null,
    at BIGINT not null
);
create table call_record (
    id TEXT COLLATE "C" primary key,
    call_id TEXT COLLATE "C" not null,
    caller TEXT COLLATE "C" not null,
    dialled TEXT COLLATE "C" not null,
    via TEXT COLLATE "C" not null,
    started_at BIGINT not null,
    answered_at BIGINT,
    ended_at BIGINT not null,
    duration_millis BIGINT not null,
    menu_path TEXT COLLATE "C" not null,
    result TEXT COLLATE "C" not null,
    hung_up_by TEXT COLLATE "C" not null,
    sip_status BIGINT,
    codec TEXT COLLATE "C" not null,
    key_kind TEXT COLLATE "C" not null,
    packets_sent BIGINT not null,
    packets_received BIGINT not null,
    packets_lost BIGINT,
    jitter_micros BIGINT
);
create table data_key (
    id BIGINT primary key,
    sealed BYTEA not null,
    made_at BIGINT not null
);
create table dialogue_release (
    id TEXT COLLATE "C" primary key,
    first_used BIGINT not null,
    files BYTEA not null
);
create table aged_withdrawal (
    id BIGINT primary key,
    raised_at BIGINT not null
);
create table withdrawal_result (
    withdrawal BIGINT primary key,
    result TEXT COLLATE "C" not null,
    reason TEXT COLLATE "C",
    given_at BIGINT not null,
    taken TEXT COLLATE "C"
);
create index withdrawal_result_waiting on withdrawal_result (given_at) where taken is null;
create table initial_password (
    account BIGINT primary key,
    texts_per_second BIGINT not null,
    wanted_at BIGINT not null
);
create unique index withdrawal_order_number on withdrawal_order (number) where number is not null;
create unique index bill_order_number on bill_order (number) where number is not null;
create unique index purchase_number on purchase (number) where number is not null;
create index withdrawal_order_subscription on withdrawal_order (subscription, requested_at);
create index bill_order_subscription on bill_order (subscription, requested_at);
create index purchase_subscription on purchase (subscription, paid_at);
create table merchant (
    id TEXT COLLATE "C" primary key,
    name TEXT COLLATE "C" not null,
    live BIGINT not null
);
create trigger transfer_is_final before update on transfer for each row when (old.chain is not null or new.chain is null or new.id <> old.id or new.event <> old.event
    or new.resolves is distinct from old.resolves or new.reverses is distinct from old.reverses
    or new.business_date <> old.business_date or new.at <> old.at)
    execute function refuse('a transfer is never changed');
create table ledger_head (
    slot BIGINT primary key,
    transfer BIGINT not null,
    chain BYTEA not null
);
create table ledger_day (
    day BIGINT not null,
    slot BIGINT not null,
    last_transfer BIGINT not null,
    chain BYTEA not null,
    closed_at BIGINT not null,
    primary key (day, slot)
);
create table ledger_day_total (
    day BIGINT not null,
    code TEXT COLLATE "C" not null,
    nature TEXT COLLATE "C" not null,
    debit BIGINT not null,
    credit BIGINT not null,
    balance BIGINT not null,
    primary key (day, code)
);
create trigger ledger_day_is_final before update on ledger_day for each row execute function refuse('a closed day is never changed');
create trigger ledger_day_stays before delete on ledger_day for each row execute function refuse('a closed day is never opened');
create trigger ledger_day_total_is_final before update on ledger_day_total for each row execute function refuse('a closed day is never changed');
create trigger ledger_day_total_stays before delete on ledger_day_total for each row execute function refuse('a closed day is never opened');
create table ledger_open (
    id BIGINT primary key check (id = 1),
    closed_day BIGINT not null,
    last_transfer BIGINT not null,
    chain BYTEA not null,
    closed_at BIGINT not null
);
create table charge_kept (
    day BIGINT not null,
    property TEXT COLLATE "C" not null,
    word TEXT COLLATE "C" not null,
    records BIGINT not null,
    uplinks BIGINT not null,
    sum_li BIGINT not null,
    primary key (day, property, word)
);
create table charge_waiver (
    number BIGINT primary key,
    proposal BIGINT not null,
    reason TEXT COLLATE "C" not null,
    note TEXT COLLATE "C" not null,
    proposed_by TEXT COLLATE "C" not null,
    released_by TEXT COLLATE "C" not null,
    released_at BIGINT not null
);
create trigger charge_waiver_is_final before update on charge_waiver for each row execute function refuse('a waiver is never changed');
create function charge_waiver_is_kept() returns trigger language plpgsql as $$
begin
    if old.number > coalesce((select through_number from charge_purge where id = 1), 0) then
        raise exception 'a waiver is kept as long as its record';
    end if;
    return old;
end $$;
create trigger charge_waiver_is_kept before delete on charge_waiver for each row execute function charge_waiver_is_kept();
create table waiver_proposal (
    id BIGINT primary key,
    records TEXT COLLATE "C" not null,
    restores BIGINT not null,
    reason TEXT COLLATE "C" not null,
    note TEXT COLLATE "C" not null,
    proposed_by TEXT COLLATE "C" not null,
    proposed_at BIGINT not null,
    outcome TEXT COLLATE "C",
    ended_by TEXT COLLATE "C",
    ended_at BIGINT
);
create table intake_hour (
    hour BIGINT not null,
    service TEXT COLLATE "C" not null,
    accepted BIGINT not null,
    absorbed BIGINT not null,
    refused BIGINT not null,
    primary key (hour, service)
);
create table clock_reading (
    hour BIGINT primary key,
    at BIGINT not null
);
create table at_risk (
    fingerprint TEXT COLLATE "C" not null,
    uplink BIGINT not null,
    since BIGINT not null,
    repeats BIGINT not null default 0,
    primary key (fingerprint, uplink)
);
create table clock_mark (
    id BIGINT primary key check (id = 1),
    at BIGINT not null
);
create index call_record_ended_at on call_record (ended_at);
create table receipt_without_bit (
    bind TEXT COLLATE "C" not null,
    day BIGINT not null,
    messages BIGINT not null,
    primary key (bind, day)
);
create table message_part (
    sender TEXT COLLATE "C" not null,
    service TEXT COLLATE "C" not null,
    width BIGINT not null,
    reference BIGINT not null,
    total BIGINT not null,
    number BIGINT not null,
    coding BIGINT not null,
    sealed BYTEA not null,
    received_at BIGINT not null,
    primary key (sender, service, width, reference, total, number)
);
create table answered_request (
    idempotency_key TEXT COLLATE "C" primary key,
    input_hash BIGINT not null,
    refusal TEXT COLLATE "C",
    answered_at BIGINT not null
);
create trigger answered_request_is_final before update on answered_request for each row execute function refuse('an answer is never changed');
create table counter_repair (
    id BIGINT primary key,
    at BIGINT not null,
    operator TEXT COLLATE "C" not null,
    place TEXT COLLATE "C" not null,
    counter TEXT COLLATE "C" not null,
    stood BIGINT,
    made BIGINT
);
create trigger counter_repair_is_final before update on counter_repair for each row execute function refuse('what was repaired stays on record');
create trigger counter_repair_stays before delete on counter_repair for each row execute function refuse('what was repaired stays on record');
create table seen_message (
    smsc TEXT COLLATE "C" not null,
    message_id TEXT COLLATE "C" not null,
    fingerprint TEXT COLLATE "C" not null,
    uplink BIGINT not null,
    at BIGINT not null,
    repeats BIGINT not null default 0,
    primary key (smsc, message_id, fingerprint)
);
create table audit (
    id BIGINT primary key,
    at BIGINT not null,
    who TEXT COLLATE "C" not null,
    address TEXT COLLATE "C" not null,
    act TEXT COLLATE "C" not null,
    subject TEXT COLLATE "C" not null,
    subscription BIGINT,
    why TEXT COLLATE "C" not null,
    what TEXT COLLATE "C" not null,
    outcome TEXT COLLATE "C" not null,
    chain BYTEA not null
);
create index audit_subscription on audit (subscription, id) where subscription is not null;
create trigger audit_is_final before update on audit for each row execute function refuse('an audit row is never changed');
create trigger audit_stays before delete on audit for each row execute function refuse('an audit row is never deleted');
create table audit_head (
    slot BIGINT primary key,
    audit BIGINT not null,
    chain BYTEA not null
);
create table counter_key (
    client TEXT COLLATE "C" not null,
    word TEXT COLLATE "C" not null,
    print TEXT COLLATE "C" not null,
    at BIGINT not null,
    reply BYTEA not null,
    primary key (client, word)
);
create index counter_key_at on counter_key (at);
create table counter_request (
    id BIGINT primary key,
    client TEXT COLLATE "C" not null,
    act TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    made_at BIGINT not null,
    next_look_at BIGINT,
    settled_at BIGINT,
    reply BYTEA
);
create index counter_request_settled on counter_request (settled_at) where settled_at is not null;
create table partner_event (
    id BIGINT primary key,
    client TEXT COLLATE "C" not null,
    event TEXT COLLATE "C" not null,
    body TEXT COLLATE "C" not null,
    at BIGINT not null
);
create index partner_event_client on partner_event (client, id);
create table work_case (
    id BIGINT primary key,
    kind TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    cause TEXT COLLATE "C" not null,
    subscription BIGINT,
    about TEXT COLLATE "C" not null,
    what TEXT COLLATE "C" not null,
    amount BIGINT not null,
    owner TEXT COLLATE "C",
    outcome TEXT COLLATE "C",
    opened_at BIGINT not null,
    changed_at BIGINT not null
);
create unique index work_case_cause on work_case (cause);
create index work_case_open on work_case (id) where state <> 'CLOSED';
create table case_note (
    work_case BIGINT not null,
    number BIGINT not null,
    at BIGINT not null,
    who TEXT COLLATE "C" not null,
    text TEXT COLLATE "C" not null,
    primary key (work_case, number)
);
create table proposal (
    id BIGINT primary key,
    act TEXT COLLATE "C" not null,
    subject TEXT COLLATE "C" not null,
    subscription BIGINT,
    what TEXT COLLATE "C" not null,
    why TEXT COLLATE "C" not null,
    arguments BYTEA not null,
    proposer TEXT COLLATE "C" not null,
    proposed_at BIGINT not null,
    lapses_at BIGINT not null,
    state TEXT COLLATE "C" not null,
    decider TEXT COLLATE "C",
    decided_at BIGINT,
    outcome TEXT COLLATE "C"
);
create index proposal_open on proposal (lapses_at) where state = 'PROPOSED';
create table till (
    name TEXT COLLATE "C" primary key,
    state TEXT COLLATE "C" not null,
    clerk TEXT COLLATE "C" not null,
    counts BIGINT not null,
    counted BIGINT not null,
    booked BIGINT not null,
    counted_at BIGINT not null
);
create table till_count (
    till TEXT COLLATE "C" not null,
    number BIGINT not null,
    kind TEXT COLLATE "C" not null,
    clerk TEXT COLLATE "C" not null,
    at BIGINT not null,
    counted BIGINT not null,
    expected BIGINT not null,
    primary key (till, number)
);
create table staff (
    name TEXT COLLATE "C" primary key,
    state TEXT COLLATE "C" not null,
    roles TEXT COLLATE "C" not null,
    merchant TEXT COLLATE "C",
    password TEXT COLLATE "C",
    totp_sealed BYTEA,
    totp_step BIGINT not null,
    wrong BIGINT not null check (wrong between 0 and 5),
    locked_at BIGINT,
    made_at BIGINT not null,
    changed_at BIGINT not null
);
create table staff_link (
    staff TEXT COLLATE "C" primary key,
    hash TEXT COLLATE "C" not null,
    totp_sealed BYTEA not null,
    tries BIGINT not null,
    expires_at BIGINT not null
);
create index staff_link_hash on staff_link (hash);
create table merchant_profile (
    merchant TEXT COLLATE "C" primary key,
    state TEXT COLLATE "C" not null,
    notify_url TEXT COLLATE "C",
    return_url TEXT COLLATE "C",
    changed_at BIGINT not null
);
create table partner_key (
    id TEXT COLLATE "C" primary key,
    role TEXT COLLATE "C" not null,
    client TEXT COLLATE "C" not null,
    kind TEXT COLLATE "C" not null,
    material BYTEA not null,
    test BIGINT not null,
    made_at BIGINT not null,
    ends_at BIGINT
);
create index partner_key_client on partner_key (client);
create table partner_nonce (
    client TEXT COLLATE "C" not null,
    nonce TEXT COLLATE "C" not null,
    at BIGINT not null,
    primary key (client, nonce)
);
create index partner_nonce_at on partner_nonce (at);
create table merchant_order (
    no TEXT COLLATE "C" primary key,
    merchant TEXT COLLATE "C" not null,
    merchant_no TEXT COLLATE "C" not null,
    print TEXT COLLATE "C" not null,
    amount BIGINT not null check (amount > 0),
    subject TEXT COLLATE "C" not null,
    channel TEXT COLLATE "C" not null,
    return_url TEXT COLLATE "C",
    payer BIGINT,
    test BIGINT not null,
    state TEXT COLLATE "C" not null,
    made_at BIGINT not null,
    expires_at BIGINT not null,
    ended_at BIGINT,
    close_reason TEXT COLLATE "C",
    purchase BIGINT,
    payer_tail TEXT COLLATE "C",
    refunded BIGINT not null check (refunded >= 0),
    offline BIGINT not null check (offline >= 0),
    check (refunded + offline <= amount)
);
create index merchant_order_open on merchant_order (expires_at) where state = 'OPEN';
create index merchant_order_ended on merchant_order (merchant, ended_at) where state = 'PAID';
create table merchant_refund (
    no TEXT COLLATE "C" primary key,
    merchant TEXT COLLATE "C" not null,
    merchant_no TEXT COLLATE "C" not null,
    order_no TEXT COLLATE "C" not null,
    print TEXT COLLATE "C" not null,
    amount BIGINT not null check (amount > 0),
    reason TEXT COLLATE "C" not null,
    offline BIGINT not null,
    state TEXT COLLATE "C" not null,
    made_at BIGINT not null,
    ended_at BIGINT,
    work_case BIGINT
);
create index merchant_refund_order on merchant_refund (order_no);
create index merchant_refund_made on merchant_refund (merchant, made_at);
create table merchant_number (
    merchant TEXT COLLATE "C" not null,
    kind TEXT COLLATE "C" not null,
    number TEXT COLLATE "C" not null,
    no TEXT COLLATE "C" not null,
    primary key (merchant, kind, number)
);
create table merchant_settlement (
    no TEXT COLLATE "C" primary key,
    merchant TEXT COLLATE "C" not null,
    day BIGINT not null,
    payments BIGINT not null,
    paid BIGINT not null,
    refunds BIGINT not null,
    refunded BIGINT not null,
    amount BIGINT not null,
    transfer BIGINT,
    made_at BIGINT not null,
    unique (merchant, day)
);
create table service_key (
    name TEXT COLLATE "C" primary key,
    id TEXT COLLATE "C" not null,
    public_key TEXT COLLATE "C" not null,
    private_key BYTEA not null,
    made_at BIGINT not null
);
create table partner_delivery (
    event BIGINT primary key,
    client TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    tries BIGINT not null,
    next_at BIGINT,
    ended_at BIGINT
);
create index partner_delivery_due on partner_delivery (next_at) where next_at is not null;
create index partner_delivery_client on partner_delivery (client, event);
create table partner_try (
    event BIGINT not null,
    number BIGINT not null,
    at BIGINT not null,
    url TEXT COLLATE "C" not null,
    request TEXT COLLATE "C" not null,
    status BIGINT not null,
    answer TEXT COLLATE "C" not null,
    millis BIGINT not null,
    primary key (event, number)
);
create table partner_secret (
    client TEXT COLLATE "C" primary key,
    present BYTEA not null,
    former BYTEA,
    changed_at BIGINT not null
);
create table partner_cursor (
    slot BIGINT primary key,
    event BIGINT not null
);
create index merchant_order_payer on merchant_order (payer, made_at) where payer is not null;
create table one_time_code (
    msisdn BIGINT not null,
    purpose TEXT COLLATE "C" not null,
    hash TEXT COLLATE "C",
    sent_at BIGINT not null,
    tries BIGINT not null,
    primary key (msisdn, purpose)
);
create index one_time_code_sent on one_time_code (sent_at);
create table code_count (
    msisdn BIGINT primary key,
    day BIGINT not null,
    sent BIGINT not null,
    last_at BIGINT not null
);
create index code_count_last on code_count (last_at);
create table address_use (
    address TEXT COLLATE "C" not null,
    act TEXT COLLATE "C" not null,
    day BIGINT not null,
    used BIGINT not null,
    lately TEXT COLLATE "C" not null,
    last_at BIGINT not null,
    primary key (address, act)
);
create index address_use_last on address_use (last_at);
create table code_total (
    what TEXT COLLATE "C" primary key,
    period BIGINT not null,
    used BIGINT not null
);
create table login_alias (
    name TEXT COLLATE "C" primary key,
    shown TEXT COLLATE "C" not null,
    account BIGINT not null,
    given_up_at BIGINT
);
create table account_alias (
    account BIGINT primary key,
    name TEXT COLLATE "C" not null
);
create table security_answer (
    account BIGINT primary key,
    question TEXT COLLATE "C" not null,
    hash TEXT COLLATE "C" not null,
    set_at BIGINT not null
);
create table wrong_proof (
    account BIGINT not null,
    kind TEXT COLLATE "C" not null,
    day BIGINT not null,
    wrong BIGINT not null,
    primary key (account, kind)
);
create table login_miss (
    name_hash TEXT COLLATE "C" primary key,
    wrong BIGINT not null,
    locked_at BIGINT,
    last_at BIGINT not null
);
create index login_miss_last on login_miss (last_at);
create table card_branch (
    account BIGINT primary key,
    branch TEXT COLLATE "C" not null,
    place TEXT COLLATE "C" not null
);
create table withdrawal_branch (
    withdrawal BIGINT primary key,
    branch TEXT COLLATE "C" not null,
    place TEXT COLLATE "C" not null
);
create table bank_top_up (
    number TEXT COLLATE "C" primary key,
    subscription BIGINT not null,
    account BIGINT not null,
    bank TEXT COLLATE "C" not null,
    target TEXT COLLATE "C" not null,
    amount BIGINT not null check (amount > 0),
    status TEXT COLLATE "C" not null,
    created_at BIGINT not null,
    expires_at BIGINT not null,
    redirected_at BIGINT,
    next_look_at BIGINT not null,
    looks BIGINT not null,
    paid_at BIGINT,
    late BIGINT not null
);
create index bank_top_up_open on bank_top_up (next_look_at) where status in ('CREATED', 'REDIRECTED');
create index bank_top_up_account on bank_top_up (account, created_at);
create table bank_payment (
    bank TEXT COLLATE "C" not null,
    bank_number TEXT COLLATE "C" not null,
    top_up TEXT COLLATE "C" not null,
    amount BIGINT not null check (amount > 0),
    paid_at BIGINT not null,
    bank_day BIGINT not null,
    told_at BIGINT not null,
    told_by TEXT COLLATE "C" not null,
    outcome TEXT COLLATE "C" not null,
    transfer BIGINT not null,
    primary key (bank, bank_number)
);
create index bank_payment_day on bank_payment (bank, bank_day);
create table withdrawal_batch (
    bank TEXT COLLATE "C" not null,
    day BIGINT not null,
    lines BIGINT not null,
    sum BIGINT not null,
    made_at BIGINT not null,
    primary key (bank, day)
);
create table withdrawal_batch_line (
    withdrawal BIGINT primary key,
    bank TEXT COLLATE "C" not null,
    day BIGINT not null,
    line BIGINT not null
);
create index withdrawal_batch_line_of on withdrawal_batch_line (bank, day, line);
create table withdrawal_bank_day (
    withdrawal BIGINT primary key,
    bank TEXT COLLATE "C" not null,
    day BIGINT not null
);
create index withdrawal_bank_day_of on withdrawal_bank_day (bank, day);
create table bank_file (
    digest TEXT COLLATE "C" primary key,
    kind TEXT COLLATE "C" not null,
    bank TEXT COLLATE "C" not null,
    day BIGINT not null,
    lines BIGINT not null,
    taken_at BIGINT not null
);
create index withdrawal_order_bank on withdrawal_order (bank) where status = 'SUBMITTED';
create table card_batch (
    id BIGINT primary key,
    cards BIGINT not null,
    face BIGINT not null,
    issuer TEXT COLLATE "C" not null,
    last_day BIGINT not null,
    first_serial TEXT COLLATE "C" not null,
    last_serial TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    issued_at BIGINT not null,
    activated_at BIGINT
);
create index card_batch_serials on card_batch (first_serial);
create table frozen_card (
    hash TEXT COLLATE "C" primary key,
    before TEXT COLLATE "C" not null
);
create table wallet (
    card TEXT COLLATE "C" primary key,
    subscription BIGINT not null,
    account BIGINT not null,
    status TEXT COLLATE "C" not null,
    opened_at BIGINT not null,
    ended_at BIGINT,
    online BIGINT not null check (online between 0 and 65535),
    sent BIGINT,
    newest_sent BIGINT,
    terminal BIGINT not null,
    awaited BIGINT not null,
    single_limit BIGINT,
    flags BIGINT not null,
    reset_due BIGINT not null,
    calibration_due BIGINT not null,
    closing_balance BIGINT,
    closing_offline BIGINT,
    closing_since BIGINT
);
create index wallet_closing on wallet (closing_since) where status = 'CLOSING';
create table wallet_shadow (
    card TEXT COLLATE "C" primary key,
    offline_next BIGINT not null check (offline_next between 0 and 65535),
    gaps BIGINT not null check (gaps >= 0),
    in_suspense BIGINT not null,
    as_of BIGINT not null
);
create table wallet_of (
    subscription BIGINT primary key,
    card TEXT COLLATE "C" not null
);
create table wallet_load (
    id BIGINT primary key,
    card TEXT COLLATE "C" not null,
    account BIGINT not null,
    amount BIGINT not null check (amount > 0),
    origin TEXT COLLATE "C" not null,
    state TEXT COLLATE "C" not null,
    requested_at BIGINT not null,
    settled_at BIGINT,
    online BIGINT,
    offline BIGINT,
    balance_before BIGINT,
    terminal BIGINT,
    random BIGINT,
    mac BIGINT,
    sent_time TEXT COLLATE "C",
    sent_at BIGINT,
    previous BIGINT
);
create index wallet_load_waiting on wallet_load (card) where state = 'WAITING';
create index wallet_load_open on wallet_load (account) where state in ('WAITING', 'SENT');
create index wallet_load_sent on wallet_load (sent_at) where state = 'SENT';
create index wallet_load_terminal on wallet_load (terminal) where terminal is not null;
create index wallet_load_of on wallet_load (card, requested_at);
create table wallet_record (
    card TEXT COLLATE "C" not null,
    counter BIGINT not null,
    psam BIGINT not null,
    batch BIGINT not null,
    line BIGINT not null,
    number BIGINT not null,
    amount BIGINT not null check (amount > 0),
    balance_before BIGINT not null,
    time TEXT COLLATE "C" not null,
    tac BIGINT not null,
    mismatch BIGINT not null,
    posted_at BIGINT not null,
    primary key (card, counter)
);
create index wallet_record_batch on wallet_record (psam, batch, line);
create table wallet_gap (
    card TEXT COLLATE "C" not null,
    first BIGINT not null,
    last BIGINT not null,
    seen_at BIGINT not null,
    reported BIGINT not null,
    primary key (card, first)
);
create index wallet_gap_unreported on wallet_gap (seen_at) where reported = 0;
create table pos_terminal (
    psam BIGINT primary key,
    merchant TEXT COLLATE "C" not null,
    blocked BIGINT not null
);
create table pos_batch (
    psam BIGINT not null,
    number BIGINT not null,
    digest BYTEA not null,
    count BIGINT not null,
    sum BIGINT not null,
    since TEXT COLLATE "C" not null,
    until TEXT COLLATE "C" not null,
    received_at BIGINT not null,
    posted BIGINT not null,
    done_at BIGINT,
    primary key (psam, number)
);
create table pos_line (
    psam BIGINT not null,
    batch BIGINT not null,
    line BIGINT not null,
    outcome TEXT COLLATE "C" not null,
    card TEXT COLLATE "C" not null,
    counter BIGINT not null,
    number BIGINT not null,
    amount BIGINT not null,
    balance_before BIGINT not null,
    time TEXT COLLATE "C" not null,
    tac BIGINT not null,
    primary key (psam, batch, line)
);
create table charge (
    number BIGINT primary key,
    corrects BIGINT,
    uplink BIGINT not null,
    day BIGINT not null,
    amount_li BIGINT not null,
    transfer BIGINT,
    line BYTEA not null,
    chain BYTEA not null
);
create trigger charge_is_final before update on charge for each row execute function refuse('a charge record is never changed: write a correction');
create function charge_is_kept() returns trigger language plpgsql as $$
begin
    if old.number > coalesce((select through_number from charge_purge where id = 1), 0) then
        raise exception 'a charge record is not deleted before its retention has passed';
    end if;
    return old;
end $$;
create trigger charge_is_kept before delete on charge for each row execute function charge_is_kept();
create index merchant_refund_case on merchant_refund (work_case) where work_case is not null;
create table party_settlement (
    party TEXT COLLATE "C" not null,
    day BIGINT not null,
    bank TEXT COLLATE "C" not null,
    movements BIGINT not null,
    amount BIGINT not null check (amount > 0),
    transfer BIGINT not null,
    made_at BIGINT not null,
    primary key (party, day)
);
create index wallet_record_posted on wallet_record (psam, posted_at);
create table use_count (
    subscription BIGINT not null,
    counter TEXT COLLATE "C" not null,
    period BIGINT not null,
    used BIGINT not null,
    until BIGINT not null,
    primary key (subscription, counter, period)
);
create index use_count_until on use_count (until);
create table free_text (
    key TEXT COLLATE "C" primary key,
    subscription BIGINT not null,
    dialog TEXT COLLATE "C" not null,
    step TEXT COLLATE "C" not null,
    conversation TEXT COLLATE "C" not null,
    written_at BIGINT not null,
    purge_at BIGINT not null,
    text_sealed BYTEA not null
);
create index free_text_purge on free_text (purge_at);
create index free_text_dialog on free_text (dialog, written_at);
create table release_log (
    number BIGINT primary key,
    id TEXT COLLATE "C" not null,
    at BIGINT not null,
    who TEXT COLLATE "C" not null,
    how TEXT COLLATE "C" not null,
    note TEXT COLLATE "C" not null,
    report TEXT COLLATE "C" not null,
    stopped TEXT COLLATE "C" not null,
    files BYTEA not null
);
create table dialogue_figure (
    day BIGINT not null,
    release_id TEXT COLLATE "C" not null,
    dialog TEXT COLLATE "C" not null,
    step TEXT COLLATE "C" not null,
    came TEXT COLLATE "C" not null,
    next TEXT COLLATE "C" not null,
    happened BIGINT not null,
    primary key (day, release_id, dialog, step, came, next)
);
create table unknown_text (
    day BIGINT not null,
    text TEXT COLLATE "C" not null,
    happened BIGINT not null,
    primary key (day, text)
);

-- One row that every writing transaction changes first; see PostgresWriter. Room on its page for its own new versions.
create table store_epoch (
    id BIGINT primary key check (id = 1),
    epoch BIGINT not null,
    batches BIGINT not null,
    elsewhere BIGINT not null
) with (fillfactor = 10);
insert into store_epoch (id, epoch, batches, elsewhere) values (1, 0, 0, 0);
