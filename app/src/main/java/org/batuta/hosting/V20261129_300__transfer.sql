-- A service is offered to another account, with all that lives in it (T41).
create table transfer (
    id             uuid primary key,
    version        bigint      not null,
    -- of what is offered; it may be gone one day, or somebody else's
    service_id     uuid        not null,
    service_type   text        not null,
    service_name   text        not null,
    from_account   uuid        not null references account (id),
    -- null when no account of that number can take it: whoever offers it cannot tell
    to_account     uuid references account (id),
    to_number      text        not null,
    state          text        not null check (state in
                   ('WAITING', 'MOVED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'IMPOSSIBLE')),
    asked_by       text        not null,
    asked_at       timestamptz not null,
    waits_until    timestamptz not null,
    answered_by    text,
    ended_at       timestamptz,
    -- why it could not move when it was accepted last, and how often it was
    obstacle       text check (obstacle in
                   ('UNDER_WAY', 'STANDS_STILL', 'NEIGHBOUR', 'GIVER', 'RECEIVER', 'CLOSED', 'GONE')),
    tries          int         not null default 0,
    -- what stays with whoever gave it: a service that is gone, to which the requests of before belong
    left_behind    uuid,
    check ((state = 'WAITING') = (ended_at is null)),
    check ((state = 'MOVED') = (left_behind is not null))
);
create unique index transfer_waiting on transfer (service_id) where state = 'WAITING';
create index transfer_from on transfer (from_account, asked_at desc);
create index transfer_to on transfer (to_account, asked_at desc) where to_account is not null;
create index transfer_left_behind on transfer (left_behind) where left_behind is not null;
