-- What was ordered and never carried out is published by half-years, too: a release has a mark of its own in those facts,
-- and what it hid is remembered apart from what was hidden of the delivered.
ALTER TABLE statistics_release ADD COLUMN last_undelivered_id bigint DEFAULT 0 NOT NULL;
ALTER TABLE published_count ADD COLUMN about text DEFAULT 'delivered' NOT NULL;
ALTER TABLE published_count DROP CONSTRAINT published_count_pkey;
ALTER TABLE published_count ADD CONSTRAINT published_count_pkey PRIMARY KEY (year, about, cell, part);
ALTER TABLE published_count ADD CONSTRAINT published_count_about_check CHECK (about IN ('delivered', 'undelivered'));
-- An agency's own share.
CREATE INDEX assignment_fact_reporter_ix ON assignment_fact (reporter_id, day)
    INCLUDE (language_tag, qualification, weight) WHERE reporter_id IS NOT NULL;
