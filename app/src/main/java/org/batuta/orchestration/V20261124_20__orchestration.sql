create table server (
    id uuid primary key,
    name text not null unique,
    address text not null,
    port integer not null check (port between 1 and 65535),
    zone text not null,
    state text not null,
    runner_version text,
    last_seen timestamptz,
    last_success timestamptz,
    created timestamptz not null,
    version bigint not null,
    unique (address, port)
);

create table host_key (
    id uuid primary key,
    server_id uuid not null references server,
    type text not null,
    key text not null,
    fingerprint text not null,
    state text not null,
    seen timestamptz not null,
    accepted_by text,
    unique (server_id, fingerprint)
);

create table route (
    id uuid primary key,
    service_type text not null,
    server_id uuid not null references server,
    role text not null,
    position integer not null,
    version bigint not null,
    unique (service_type, server_id)
);

create table incident (
    id uuid primary key,
    kind text not null,
    server_id uuid references server,
    service_type text,
    verb text,
    outcome text,
    exit_code integer,
    symptom text,
    opened timestamptz not null,
    closed timestamptz
);
-- one open incident for each group of equal failures
create unique index incident_open on incident
    (kind, server_id, service_type, verb, outcome, exit_code, symptom) nulls not distinct where closed is null;

create table step (
    id uuid primary key,
    request_id uuid not null,
    server_id uuid references server,
    position integer not null,
    undo boolean not null,
    state text not null,
    execution_id text,
    process_instance_id text,
    incident_id uuid references incident,
    trigger text not null,
    triggered_by text not null,
    stop_as text,
    stop_not_before timestamptz,
    version bigint not null,
    unique (request_id, position)
);
create index step_server on step (server_id);
create index step_incident on step (incident_id) where incident_id is not null;
create index step_stopping on step (id) where state = 'STOPPING';

create table operation (
    id uuid primary key,
    step_id uuid not null references step,
    position integer not null,
    request_id uuid not null,
    account_id uuid not null,
    account_name text not null,
    service_id uuid not null,
    service_type text not null,
    service_name text not null,
    server_id uuid references server,
    verb text not null,
    state text not null,
    script_name text,
    script_sha text,
    parameters jsonb not null,
    envelope_id uuid,
    snapshot jsonb not null,
    limit_seconds integer not null check (limit_seconds > 0),
    asked_by text not null,
    undoes uuid references operation,
    checks uuid references operation,
    attempts integer not null,
    unsettled boolean not null,
    claimed_by text,
    lease_until timestamptz,
    exit_code integer,
    symptom text,
    created timestamptz not null,
    started timestamptz,
    ended timestamptz,
    version bigint not null,
    unique (step_id, position)
);
create index operation_pending on operation (created, position) where state = 'PENDING';
create index operation_running on operation (server_id) where state = 'RUNNING';
create index operation_request on operation (request_id);
create index operation_service on operation (service_id, created);

create table attempt (
    id uuid primary key,
    operation_id uuid not null references operation,
    number integer not null,
    trigger text not null,
    triggered_by text not null,
    node text not null,
    server_id uuid references server,
    server_name text,
    script_name text,
    script_sha text,
    parameters jsonb not null,
    outcome text not null,
    exit_code integer,
    symptom text,
    stdout text not null,
    stdout_bytes bigint not null,
    stderr text not null,
    stderr_bytes bigint not null,
    note text,
    process_instance_id text,
    started timestamptz not null,
    ended timestamptz not null,
    unique (operation_id, number, outcome)
);

-- an attempt is written once and never changes
create function attempt_is_history() returns trigger language plpgsql as $$
begin
    raise exception 'attempts are append-only';
end $$;
create trigger attempt_is_history before update or delete on attempt
    for each row execute function attempt_is_history();
