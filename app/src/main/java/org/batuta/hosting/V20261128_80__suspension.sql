-- An account that is suspended: why, by whom, and how far its services follow (A05).
create table suspension (
    id           uuid primary key,
    version      bigint      not null,
    account_id   uuid        not null references account (id),
    reason       text        not null,
    asked_by     text        not null,
    asked_at     timestamptz not null,
    due          boolean     not null,
    visited      uuid,
    execution_id text,
    resumed_by   text,
    resumed_at   timestamptz,
    ended_at     timestamptz,
    check ((resumed_by is null) = (resumed_at is null)),
    check (ended_at is null or resumed_at is not null)
);
create unique index suspension_open on suspension (account_id) where ended_at is null;
create index suspension_of_account on suspension (account_id, asked_at desc);

-- why a service stands still: for itself, or because its account does
alter table service add column suspended text check (suspended in ('ITSELF', 'WITH_ACCOUNT'));
alter table service add constraint service_suspended check (suspended is null or state = 'SUSPENDED');

alter table request drop constraint request_verb_check;
alter table request add constraint request_verb_check
    check (verb in ('CREATE', 'CHANGE', 'REMOVE', 'SET_PASSWORD', 'SUSPEND', 'RESUME'));
alter table request drop constraint request_aspect_check;
alter table request add constraint request_aspect_check
    check (aspect in ('EXISTENCE', 'SPEC', 'PASSWORD', 'ACTIVITY'));
alter table request add column suspension_id uuid references suspension (id);
create index request_of_suspension on request (suspension_id) where suspension_id is not null;
