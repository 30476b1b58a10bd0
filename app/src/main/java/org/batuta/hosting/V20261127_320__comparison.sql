-- What was found when a server was compared with what is in force: all that it carries, or one service.
create table comparison (
    id         uuid primary key,
    version    bigint      not null,
    server_id  uuid        not null references server (id),
    service_id uuid references service (id),
    asked_by   text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    -- the last service that was taken; they come in the order of their ids
    reached    uuid,
    as_wanted  int         not null default 0,
    differing  int         not null default 0,
    changing   int         not null default 0,
    uncompared int         not null default 0,
    cut        text check (cut in ('MAINTENANCE', 'BLOCKED', 'UNREACHABLE', 'STOPPED')),
    stopped_by text,
    -- whether a person is asked, by the process that has this id too, about all that differs on the server
    settling   boolean     not null default false
);
-- one at a time of a whole server, and of a service on a server
create unique index comparison_running on comparison (server_id, service_id) nulls not distinct where ended_at is null;
create unique index comparison_settling on comparison (server_id) where settling;
create index comparison_of_server on comparison (server_id, started_at desc);

-- a service that differs from what is in force, on one server
create table drift (
    id            uuid primary key,
    version       bigint      not null,
    comparison_id uuid        not null references comparison (id),
    server_id     uuid        not null references server (id),
    service_id    uuid        not null references service (id),
    operation_id  uuid        not null references operation (id),
    difference    text        not null,
    state         text        not null check (state in ('OPEN', 'LEFT', 'CHOSEN', 'REPAIRING', 'RIGHT', 'GONE')),
    found_at      timestamptz not null,
    step_id       uuid references step (id),
    decided_by    text,
    ended_at      timestamptz
);
create unique index drift_open on drift (server_id, service_id) where ended_at is null;
create index drift_of_comparison on drift (comparison_id);
create index drift_repairing on drift (service_id) where state = 'REPAIRING';
