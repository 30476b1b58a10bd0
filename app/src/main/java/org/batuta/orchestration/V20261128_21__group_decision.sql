-- what a person decided for all equal failures at once
create table group_decision (
    id uuid primary key,
    incident_id uuid not null references incident,
    choice text not null,
    decided_by text not null,
    at timestamptz not null,
    size integer not null check (size > 0)
);
create index group_decision_incident on group_decision (incident_id, at);

-- each step that it came to: decided, or left alone and why
create table group_decision_step (
    decision_id uuid not null references group_decision,
    step_id uuid not null references step,
    why text,
    colleague text,
    primary key (decision_id, step_id),
    check (colleague is null or why = 'taken')
);
create index group_decision_step_step on group_decision_step (step_id);
