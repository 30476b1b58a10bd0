-- the desk asks what moved lately: what ended, began or was asked for since then
drop index operation_failed;
create index operation_moved on operation (coalesce(ended, started, created));
