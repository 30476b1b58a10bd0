-- a route to a server that already works is taken once the server is prepared for it
alter table route add column ready boolean not null default true;
