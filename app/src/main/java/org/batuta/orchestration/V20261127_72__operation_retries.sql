-- which operation is tried again, after everything about it had ended
alter table operation add column retries uuid references operation;
create index operation_retries on operation (service_type, service_name) where retries is not null;
