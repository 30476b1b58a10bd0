-- the reload that makes in force what this changed; while its state is RELOADING it waits for that
alter table operation add column reload uuid references operation;
create index operation_reloading on operation (reload) where state = 'RELOADING';
create index operation_reload on operation (server_id, service_type)
    where verb = 'RELOAD' and state not in ('DONE', 'DONE_WITH_WARNING', 'SUPERSEDED');
