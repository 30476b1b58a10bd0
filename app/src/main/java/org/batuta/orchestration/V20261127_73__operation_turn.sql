-- whose turn it is on a server: reloads first; comparisons, for which nobody waits, last
alter table operation add column turn smallint not null generated always as
    (case when verb = 'RELOAD' then 0 when verb = 'CHECK' and checks is null then 2 else 1 end) stored;
drop index operation_pending;
create index operation_pending on operation (server_id, turn, step_id, position) where state = 'PENDING';
create index operation_probe on operation (step_id, position) where state = 'PENDING' and server_id is null;
