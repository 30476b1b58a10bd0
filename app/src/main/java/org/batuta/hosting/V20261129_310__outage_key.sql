-- Whoever announces an outage again with the same key, announces nothing more (K17).
alter table outage add column announced_key text unique;

-- Announcements are listed by their identifiers, which sort by time.
drop index outage_newest;
