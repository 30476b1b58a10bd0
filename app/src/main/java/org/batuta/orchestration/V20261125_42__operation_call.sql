-- operations of several steps travel to their server in one call of its runner; the calls of a server are counted
alter table operation add column call_id uuid;
drop index operation_running;
create index operation_running on operation (server_id, call_id) where state = 'RUNNING';
drop index operation_pending;
create index operation_pending on operation (server_id, step_id, position) where state = 'PENDING';
create index operation_queued on operation (queued) where state = 'PENDING';
