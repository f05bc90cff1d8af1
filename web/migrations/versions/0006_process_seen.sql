-- When each kind of process was last alive, for the readiness page and for staff.

CREATE TABLE process_seen (
    name text NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT process_seen_pkey PRIMARY KEY (name)
);
