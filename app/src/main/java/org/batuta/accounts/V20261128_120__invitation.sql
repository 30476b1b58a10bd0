-- Somebody is asked to belong to an account, by a letter with a link that opens once (A04).
create table invitation (
    id uuid primary key,
    account_id uuid not null references account,
    email text not null,
    role text not null check (role in ('OWNER', 'TECHNICAL', 'BILLING', 'READER')),
    invited_by uuid not null references person,
    invited timestamptz not null,
    expires timestamptz not null check (expires > invited),
    ended timestamptz,
    joined uuid references person,
    check (joined is null or ended is not null)
);
create unique index invitation_waits on invitation (account_id, lower(email)) where ended is null;
