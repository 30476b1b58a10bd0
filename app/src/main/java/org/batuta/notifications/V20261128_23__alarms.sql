-- an alarm beyond its reader's hour is held; the next that goes tells how many it stands for
alter table letter
    add column alarm boolean not null default false,
    add column held timestamptz,
    add column told_by uuid references letter,
    add constraint letter_told_once check (told_by is null or held is not null and sent is null);
create index letter_alarm on letter (recipient, sent) where alarm;
