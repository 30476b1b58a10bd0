-- the serial of each zone we ever served, and the hash of the content it stands for
create table zone (
    name         text primary key,
    serial       bigint      not null check (serial >= 0 and serial < 4294967296),
    content_hash text        not null,
    changed_at   timestamptz not null
);
