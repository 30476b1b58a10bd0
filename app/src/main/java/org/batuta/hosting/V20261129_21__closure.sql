-- An account that is being closed, or was: why, by whom, and how far that is (A06, L16).
alter table account drop constraint account_state_check;
alter table account add constraint account_state_check
    check (state in ('OPENED', 'ACTIVE', 'SUSPENDED', 'CLOSING', 'CLOSED'));

create table closure (
    id           uuid primary key,
    version      bigint      not null,
    account_id   uuid        not null references account (id),
    -- only until it has ended
    reason       text,
    -- what the account goes back to when it is not closed after all
    was          text        not null check (was in ('OPENED', 'ACTIVE', 'SUSPENDED')),
    asked_by     text        not null,
    asked_at     timestamptz not null,
    visited      uuid,
    execution_id text,
    stopped_by   text,
    stopped_at   timestamptz,
    -- from then on it cannot be stopped
    erasing_at   timestamptz,
    erased       int         not null default 0,
    ended_at     timestamptz,
    check ((stopped_by is null) = (stopped_at is null)),
    check (stopped_at is null or erasing_at is null)
);
create unique index closure_open on closure (account_id) where ended_at is null;
create index closure_of_account on closure (account_id, asked_at desc);
