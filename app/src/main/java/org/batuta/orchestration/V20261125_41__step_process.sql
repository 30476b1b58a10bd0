-- what processes have for servers, as those who watch processes ask for it
create index step_process on step (process_instance_id) where process_instance_id is not null;
