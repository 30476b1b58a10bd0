-- why, since when and by whom a server is kept from work
alter table server add column maintenance_reason text;
alter table server add column maintenance_since timestamptz;
alter table server add column maintenance_by text;
