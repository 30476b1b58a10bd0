-- Until when another person may approve what was asked, while one is waited for.
alter table request add column approval_until timestamptz;
