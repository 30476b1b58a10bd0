create table letter (
    id uuid primary key,
    event_key text not null,
    recipient text not null,
    language text not null,
    template text not null,
    model json not null,
    written timestamptz not null,
    sent timestamptz,
    unique (event_key, recipient)
);
