-- When a wish shall begin, if not at once.
alter table request add column scheduled_for timestamptz;
