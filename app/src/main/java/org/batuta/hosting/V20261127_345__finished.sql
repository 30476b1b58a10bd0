-- the requests that have ended, the newest first
create index request_ended on request (ended_at desc, id desc) where ended_at is not null;
-- the lines of timelines at which a person is wanted; the same as Timeline.WANTS_A_PERSON
create index request_event_wants_a_person on request_event (request_id, at, id)
    where kind in ('held', 'probe-repair', 'repair', 'waits-for-reload');
