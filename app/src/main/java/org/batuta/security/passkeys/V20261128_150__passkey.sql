-- By what devices know their person: random, so that it tells nothing and follows nobody to another provider (A08).
create table passkey_handle (
    person_id uuid primary key references person,
    handle bytea not null unique check (length(handle) = 64)
);

create table passkey (
    id uuid primary key,
    person_id uuid not null references passkey_handle,
    name text not null check (length(name) between 1 and 80),
    credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
    -- as COSE writes it
    public_key bytea not null,
    -- of the last time it was used; a device that does not count says 0 always
    sign_count bigint not null check (sign_count >= 0),
    transports text not null,
    backup_eligible boolean not null,
    backed_up boolean not null check (backup_eligible or not backed_up),
    created timestamptz not null,
    used timestamptz
);
create index passkey_person on passkey (person_id);
