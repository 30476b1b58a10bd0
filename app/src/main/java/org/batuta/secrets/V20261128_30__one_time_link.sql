-- A link that opens one thing once. Its token is in the letter and nowhere else; here is only its hash.
create table one_time_link (
    token_hash bytea primary key,
    purpose text not null check (purpose ~ '^[a-z-]{1,40}$'),
    subject uuid not null,
    expires_at timestamptz not null
);
create index one_time_link_of_subject on one_time_link (purpose, subject);
