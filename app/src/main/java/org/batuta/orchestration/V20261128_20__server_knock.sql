-- since nothing reached it: when one step may try again, for all that wait for the server; null while it answers
alter table server add column knock_at timestamptz;
