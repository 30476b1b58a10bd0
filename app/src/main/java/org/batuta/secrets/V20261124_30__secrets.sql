-- A node's public key of one epoch. The private half lies in the key directory of that node and nowhere else.
create table node_key (
    id uuid primary key,
    public_key bytea not null,
    created_at timestamptz not null,
    seen_at timestamptz not null
);

create table envelope (
    id uuid primary key,
    purpose text not null check (purpose ~ '^[a-z-]{1,40}$'),
    account_id uuid not null,
    server_id uuid,
    scope uuid not null,
    iv bytea not null,
    ciphertext bytea,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index envelope_expiry on envelope (expires_at) where ciphertext is not null;

-- The envelope's data key, sealed once for each reader.
create table envelope_key (
    envelope_id uuid not null references envelope on delete cascade,
    node_key_id uuid not null references node_key on delete cascade,
    encapsulation bytea not null,
    wrapped bytea not null,
    primary key (envelope_id, node_key_id)
);

create index envelope_key_reader on envelope_key (node_key_id);
