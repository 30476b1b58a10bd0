-- What accounts own, and what was asked for.
create table service (
    id              uuid primary key,
    version         bigint      not null,
    type            text        not null,
    name            text        not null,
    account_id      uuid        not null references account (id),
    parent_id       uuid references service (id),
    state           text        not null check (state in ('REQUESTED', 'ACTIVE', 'SUSPENDED', 'REMOVED')),
    spec            jsonb       not null,
    created_at      timestamptz not null,
    activated_at    timestamptz,
    removed_at      timestamptz,
    password_set_at timestamptz,
    password_set_by text,
    measured        jsonb,
    measured_at     timestamptz
);
-- one living service of a name, whoever asks first
create unique index service_name on service (type, name) where state <> 'REMOVED';
create index service_of_account on service (account_id, type, name);
create index service_of_parent on service (parent_id) where parent_id is not null;

-- the servers that carry a service, chosen once when it is asked for
create table placement (
    service_id uuid not null references service (id),
    server_id  uuid not null references server (id),
    role       text not null check (role in ('PRIMARY', 'SECONDARY')),
    position   int  not null,
    primary key (service_id, server_id)
);
create index placement_of_server on placement (server_id);

create table request (
    id                  uuid primary key,
    version             bigint      not null,
    account_id          uuid        not null references account (id),
    service_id          uuid        not null references service (id),
    verb                text        not null check (verb in ('CREATE', 'CHANGE', 'REMOVE')),
    aspect              text        not null check (aspect in ('EXISTENCE', 'SPEC', 'PASSWORD')),
    state               text        not null check (state in
                        ('WAITING', 'RUNNING', 'UNDOING', 'DONE', 'UNDONE', 'NOT_UNDONE', 'SUPERSEDED', 'CANCELLED')),
    wanted              jsonb,
    before              jsonb,
    revision            int         not null default 1,
    envelope_id         uuid,
    idempotency_key     text,
    asked_by            text        not null,
    in_name_of          text,
    asked_at            timestamptz not null,
    started_at          timestamptz,
    waits_until         timestamptz,
    ended_at            timestamptz,
    cancelled_by        text,
    reason              text,
    process_instance_id text,
    execution_id        text
);
create unique index request_idempotency on request (account_id, idempotency_key);
create unique index request_running on request (service_id) where state in ('RUNNING', 'UNDOING');
create unique index request_waiting on request (service_id, aspect) where state = 'WAITING';
create index request_of_account on request (account_id, asked_at desc);
create index request_of_service on request (service_id, asked_at desc);

-- what happened to a request, in words that are made when they are read
create table request_event (
    id         uuid primary key,
    request_id uuid        not null references request (id),
    at         timestamptz not null,
    kind       text        not null,
    args       jsonb       not null
);
create index request_event_of_request on request_event (request_id, at, id);
