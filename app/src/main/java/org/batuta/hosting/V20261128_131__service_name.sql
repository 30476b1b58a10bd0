-- looked for by the first letters of their names
create index service_beginning on service (lower(name) text_pattern_ops) where state <> 'REMOVED';
