create table api_token (
    id uuid primary key,
    person_id uuid not null references person,
    -- none: what the person may do as one of the staff
    account_id uuid references account,
    name text not null check (length(name) between 1 and 80),
    start text not null,
    hash bytea not null unique check (length(hash) = 32),
    scope text not null check (scope in ('READ', 'WRITE')),
    -- from nowhere else; the cast refuses what is no address
    addresses text[] not null check (addresses::cidr[] is not null),
    created timestamptz not null,
    expires timestamptz not null check (expires > created),
    ended timestamptz,
    ended_by text,
    used timestamptz,
    used_from text,
    check ((ended is null) = (ended_by is null)),
    check ((used is null) = (used_from is null))
);

create unique index api_token_name on api_token (person_id, name) where ended is null;
