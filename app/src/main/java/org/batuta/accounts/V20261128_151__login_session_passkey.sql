-- With which passkey the login was made; none when by password (A08, A13).
alter table login_session add column passkey uuid;
create index login_session_passkey on login_session (passkey) where ended is null and passkey is not null;
