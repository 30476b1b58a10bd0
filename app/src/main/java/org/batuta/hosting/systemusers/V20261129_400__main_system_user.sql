-- an account has one main system user at most; all others live in it, so there is one as long as there are any (T05)
create unique index service_main_system_user on service (account_id)
    where type = 'systemusers' and parent_id is null and state <> 'REMOVED';
