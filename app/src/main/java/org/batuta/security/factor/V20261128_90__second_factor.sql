create table second_factor (
    person_id uuid primary key references person,
    -- sealed with the key of all nodes, which is not in the database
    secret bytea not null,
    begun timestamptz not null,
    -- none: shown, but no code of it was seen yet
    confirmed timestamptz,
    -- of the last code that counted: no code counts twice
    last_step bigint not null
);

create table recovery_code (
    person_id uuid not null references second_factor on delete cascade,
    hash bytea not null check (length(hash) = 32),
    primary key (person_id, hash)
);
