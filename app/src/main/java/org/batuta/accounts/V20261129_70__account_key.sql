-- An account that is asked for again with the same key is the one that was opened (K17).
alter table account add column opened_key text unique;
