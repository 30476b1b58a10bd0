create sequence account_number start with 1001;

create table account (
    id uuid primary key,
    number bigint not null unique,
    name text not null,
    kind text not null check (kind in ('INDIVIDUAL', 'COMPANY', 'ASSOCIATION', 'PUBLIC_BODY')),
    language text not null,
    state text not null check (state in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    opened timestamptz not null,
    version bigint not null
);

create table person (
    id uuid primary key,
    login text not null unique check (login = lower(login)),
    name text not null,
    email text not null,
    password_hash text not null,
    staff_role text check (staff_role in ('ADMINISTRATOR', 'OPERATOR', 'MANAGER')),
    disabled boolean not null,
    created timestamptz not null,
    version bigint not null
);

create table membership (
    id uuid primary key,
    person_id uuid not null references person,
    account_id uuid not null references account,
    role text not null check (role in ('OWNER', 'TECHNICAL', 'BILLING', 'READER')),
    unique (person_id, account_id)
);
create index membership_account on membership (account_id);

create table contact (
    id uuid primary key,
    account_id uuid not null references account,
    usage text not null
        check (usage in ('SUPPORT', 'ADMIN', 'BILLING', 'TECHNICAL', 'ANNOUNCEMENTS', 'EMERGENCY')),
    email text not null,
    language text not null
);
create index contact_account on contact (account_id, usage);

create table login_session (
    id uuid primary key,
    person_id uuid not null references person,
    address text not null,
    begun timestamptz not null,
    ended timestamptz
);
create index login_session_open on login_session (person_id) where ended is null;
