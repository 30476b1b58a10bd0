-- With what a person came, and when the login was last used, to the minute (A13).
alter table login_session add column agent text not null default '';
alter table login_session add column used timestamptz;
update login_session set used = begun;
alter table login_session alter column used set not null;
