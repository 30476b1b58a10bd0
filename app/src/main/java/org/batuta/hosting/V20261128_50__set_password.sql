-- A wish for another password, and what proves that a server has it: a hash of its salted verifier, which is sealed.
alter table request drop constraint request_verb_check;
alter table request add constraint request_verb_check
    check (verb in ('CREATE', 'CHANGE', 'REMOVE', 'SET_PASSWORD'));
alter table request add column fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$');
