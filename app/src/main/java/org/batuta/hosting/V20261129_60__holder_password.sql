-- one wish of each aspect waits for a service; what a holder has asked for is none before its server has proven it, so
-- that whoever guesses takes nobody's place
drop index request_waiting;
create unique index request_waiting on request (service_id, aspect)
    where state = 'WAITING' and (asked_by <> '*holder' or execution_id is not null);
