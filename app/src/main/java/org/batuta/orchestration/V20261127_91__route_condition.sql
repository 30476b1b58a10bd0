-- of which services of its type a route takes, in FEEL; all of them without one
alter table route add column condition text check (length(condition) <= 500);
