-- looked for by their first letters
create index account_beginning on account (lower(name) text_pattern_ops);
create index person_login_beginning on person (login text_pattern_ops);
create index person_email_beginning on person (lower(email) text_pattern_ops);
