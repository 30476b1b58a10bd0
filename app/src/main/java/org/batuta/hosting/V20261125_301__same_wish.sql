-- What recognises a wish that comes again with its key: its password, sealed, and how it was before somebody corrected it.
alter table request add column password_envelope_id uuid, add column originally jsonb;
