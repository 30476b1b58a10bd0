-- By which mail server a letter goes: the usual one, or somebody else's when ours may be down.
alter table letter add column way text not null default 'USUAL' check (way in ('USUAL', 'OUTSIDE'));
