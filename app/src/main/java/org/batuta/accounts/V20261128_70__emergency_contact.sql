-- Every active account is reached in an emergency (T08).
alter table contact add column confirmed timestamptz;
alter table contact add column domain text not null
    generated always as (lower(substring(email from '@([^@]*)$'))) stored;
create index contact_domain on contact (domain) where usage = 'EMERGENCY';

alter table account drop constraint account_state_check;
alter table account add constraint account_state_check
    check (state in ('OPENED', 'ACTIVE', 'SUSPENDED', 'CLOSED'));
update account set state = 'OPENED' where state = 'ACTIVE';

create function require_emergency_contact() returns trigger language plpgsql as $$
declare
    account_at uuid;
begin
    if tg_table_name = 'account' then
        account_at := new.id;
    else
        account_at := old.account_id;
    end if;
    if exists (select 1 from account where id = account_at and state in ('ACTIVE', 'SUSPENDED'))
        and not exists (select 1 from contact
            where account_id = account_at and usage = 'EMERGENCY' and confirmed is not null) then
        raise exception 'account % has no confirmed emergency contact', account_at
            using errcode = 'check_violation', constraint = 'emergency_contact';
    end if;
    return null;
end $$;

create constraint trigger emergency_contact_of_account after insert or update on account
    deferrable initially deferred for each row execute function require_emergency_contact();
create constraint trigger emergency_contact_stays after update or delete on contact
    deferrable initially deferred for each row execute function require_emergency_contact();
