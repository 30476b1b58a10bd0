alter table audit_entry rename column request_id to call;
alter table audit_entry
    alter column login drop not null,
    add column account_id uuid,
    add column request uuid,
    add column token uuid,
    add column key_id uuid,
    add column sealed bytea,
    add constraint audit_entry_says_who check ((login is null) = (sealed is not null)),
    add constraint audit_entry_key check ((key_id is null) = (sealed is null));

create index audit_entry_account on audit_entry (account_id, at);
create index audit_entry_at on audit_entry (at, id);

-- the keys of the personal values of an account, or of a person; whoever is erased loses the key
create table audit_key (
    id uuid primary key,
    owner_id uuid not null unique,
    secret bytea not null check (octet_length(secret) = 32)
);

-- the entries in the order in which they were committed
create table audit_link (
    number bigint primary key,
    entry_id uuid not null unique references audit_entry,
    hash bytea not null
);

comment on table audit_entry is 'append-only';
comment on table audit_link is 'written by the database';

create trigger audit_link_stays before update or delete or truncate on audit_link
    for each statement execute function refuse_change_of_audit();

-- Chain computes the same in Java
create function audit_hash(number bigint, previous bytea, entry audit_entry) returns bytea
    language sql immutable set search_path = public, pg_temp as $$
    select sha256(convert_to(string_agg(coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-'), ',' order by place), 'UTF8'))
    from unnest(array[
        number::text,
        encode(previous, 'hex'),
        entry.id::text,
        (extract(epoch from entry.at) * 1000000)::bigint::text,
        entry.action,
        entry.object_type,
        entry.object_id::text,
        entry.account_id::text,
        entry.person_id::text,
        entry.token::text,
        entry.login,
        entry.in_name_of,
        entry.remote,
        entry.call,
        entry.request::text,
        entry.process_instance,
        entry.before::text,
        entry.after::text,
        entry.key_id::text,
        encode(entry.sealed, 'hex')
    ]) with ordinality as fields (field, place)
$$;

-- runs at the commit and with the rights of the owner, so the application cannot write a link itself
create function chain_audit_entry() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    last audit_link;
begin
    perform pg_advisory_xact_lock(7089075350285516802);
    select * into last from audit_link order by number desc limit 1;
    insert into audit_link (number, entry_id, hash)
    values (coalesce(last.number, 0) + 1, new.id, audit_hash(coalesce(last.number, 0) + 1, last.hash, new));
    return null;
end
$$;

do $$
declare
    entry audit_entry;
    last audit_link;
begin
    for entry in select * from audit_entry order by at, id loop
        insert into audit_link (number, entry_id, hash)
        values (coalesce(last.number, 0) + 1, entry.id, audit_hash(coalesce(last.number, 0) + 1, last.hash, entry))
        returning * into last;
    end loop;
end
$$;

create constraint trigger audit_entry_is_chained after insert on audit_entry
    deferrable initially deferred for each row execute function chain_audit_entry();
