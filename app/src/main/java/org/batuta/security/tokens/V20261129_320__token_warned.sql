-- when its person was told that its time is over soon
alter table api_token add column warned timestamptz;

create index api_token_to_warn_of on api_token (expires) where ended is null and warned is null;
