-- who works here, and friends, whom nothing is billed (A02)
alter table account drop constraint account_kind_check;
alter table account add constraint account_kind_check
    check (kind in ('INDIVIDUAL', 'COMPANY', 'ASSOCIATION', 'PUBLIC_BODY', 'STAFF', 'FRIEND'));
