-- since when it waits for its turn: made, or queued again
alter table operation add column queued timestamptz not null default now();
create index incident_waiting on incident (opened) where closed is null;
