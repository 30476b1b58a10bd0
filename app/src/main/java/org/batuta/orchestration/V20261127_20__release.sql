-- the release that all operations on a server may use, the last one that it was proven to have, the last one tried
alter table server add column release text;
alter table server add column release_brought text;
alter table server add column release_tried text;
-- every script that a server would run, by its own word
create table server_script (
    server_id uuid not null references server,
    sha256 text not null,
    -- whether all operations may use it; before that, only what prepares the server for it
    ready boolean not null,
    noted timestamptz not null default now(),
    primary key (server_id, sha256)
);
create index operation_upgrade on operation (server_id) where verb = 'UPGRADE';
