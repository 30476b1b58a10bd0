create table audit_entry (
    id uuid primary key,
    at timestamptz not null,
    action text not null,
    object_type text not null,
    object_id uuid not null,
    person_id uuid not null,
    login text not null,
    in_name_of text,
    remote text,
    request_id text,
    process_instance text,
    before json,
    after json
);

create index audit_entry_object on audit_entry (object_type, object_id, at);
create index audit_entry_person on audit_entry (person_id, at);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are never changed' using errcode = 'restrict_violation';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change_of_audit();
