-- What was announced to the emergency addresses, and how far that came.
create table outage (
    id uuid primary key,
    server_id uuid references server (id),
    subject text not null,
    told text not null,
    announced_by text not null,
    announced_at timestamptz not null,
    accounts int not null default 0,
    last_account uuid,
    ended_at timestamptz
);
create index outage_newest on outage (announced_at desc);
