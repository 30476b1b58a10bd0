-- In whose name a member of the staff uses this login at the moment, and until when also to change something (A10, A11).
alter table login_session add column impersonated uuid references person;
alter table login_session add column raised_until timestamptz;
alter table login_session add check (impersonated is not null or raised_until is null);
