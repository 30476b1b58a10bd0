-- what administrators say in a catalogue, beside the release and the environment
create table catalogue_entry (
    catalogue text not null,
    key text not null,
    -- null: the entry of this name does not count
    value text,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (catalogue, key)
);
