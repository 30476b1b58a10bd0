-- how many rounds in a row a server at work was not reached, and what kept us from it the last time, for people
alter table server_facts add column missed integer not null default 0, add column problem text;
