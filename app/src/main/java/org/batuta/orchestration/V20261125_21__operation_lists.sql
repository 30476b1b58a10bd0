-- the desk's lists of operations: newest first, of all or of one server
create index operation_newest on operation (created desc, id);
create index operation_newest_of_server on operation (server_id, created desc, id);
create index operation_failed on operation (ended)
    where state in ('REFUSED', 'TIMED_OUT', 'LOST', 'UNREACHABLE', 'ABORTED');
create index attempt_operation on attempt (operation_id, ended);

-- whoever changes an operation tells its open pages, when the change is committed
create function operation_news() returns trigger language plpgsql as $$
begin
    perform pg_notify('batuta', 'operation/' || new.id);
    return null;
end $$;
create trigger operation_news after update of state on operation for each row
    when (old.state is distinct from new.state) execute function operation_news();
