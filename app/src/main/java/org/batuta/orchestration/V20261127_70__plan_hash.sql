-- server, type, verb, script and parameters as one hash: what a dry run showed is compared with what was run
alter table operation add column plan_sha text;
