-- What ran for an account is history as long as there is the account: it goes when that is closed (L16), and only then.
create or replace function attempt_is_history() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select 1 from operation o join account a on a.id = o.account_id
            where o.id = old.operation_id and a.state = 'CLOSING') then
            return old;
        end if;
    end if;
    raise exception 'attempts are append-only';
end $$;

-- the application itself may not delete attempts, and here those of an account that is being closed alone
create function erase_operations(owner uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    steps uuid[];
begin
    select coalesce(array_agg(distinct step_id), '{}') into steps from operation where account_id = owner;
    delete from attempt where operation_id in (select id from operation where account_id = owner);
    delete from operation where account_id = owner;
    delete from group_decision_step where step_id = any (steps)
        and not exists (select 1 from operation o where o.step_id = group_decision_step.step_id);
    delete from step where id = any (steps) and not exists (select 1 from operation o where o.step_id = step.id);
end $$;
