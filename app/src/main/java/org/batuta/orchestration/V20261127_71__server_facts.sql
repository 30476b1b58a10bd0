-- what each server told of itself when it was last asked, in the background
create table server_facts (
    server_id uuid primary key references server,
    -- when somebody last began to ask; null to be asked next
    asked timestamptz,
    -- when it last answered, with what, how long that took, and how far its clock was from ours
    answered timestamptz,
    said text,
    took_millis bigint,
    clock_off_millis bigint,
    -- why it did not answer the last time
    trouble text
);
