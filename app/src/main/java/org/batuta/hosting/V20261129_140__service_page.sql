-- a page far behind is found, and all are counted, without reading the services that are skipped
create unique index service_in_order on service (type, name) include (id) where state <> 'REMOVED';
drop index service_name;
alter index service_in_order rename to service_name;
