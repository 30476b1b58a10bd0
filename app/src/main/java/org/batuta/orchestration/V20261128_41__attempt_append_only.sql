comment on table attempt is 'append-only';

create trigger attempt_is_never_emptied before truncate on attempt
    for each statement execute function attempt_is_history();
