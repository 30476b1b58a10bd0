alter table incident add column reminded timestamptz;
