-- question:   Which rows of an upload may be assignments booked here, so that a person must look?
-- definition: one of interpreter (not stated), start (at most an hour apart) and language differs
--             (booking/reports/rules/matching.py: perhaps)
-- unit:       pairs of a reported fact and an assignment
-- parameters: reporter_id, first_start and last_start (included) of the assignments, now, most
-- columns:    found (new pairs on the work list)
-- caveats:    assignments that were accepted or carried out; a pair that was decided stays decided
WITH booked AS MATERIALIZED (
    SELECT a.id, r.organisation_id, i.number AS interpreter_number, lower(a.period) AS started_at,
           (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date AS day, a.language_tag
    FROM assignment a
    JOIN request r ON r.id = a.request_id
    JOIN interpreter i ON i.id = a.interpreter_id
    WHERE a.state IN ('accepted', 'delivered') AND lower(a.period) BETWEEN :first_start AND :last_start
), pair AS (
    SELECT f.reference, f.version, b.id AS assignment_id,
           CASE WHEN f.interpreter_number IS NULL THEN 'interpreter'
                WHEN f.started_at <> b.started_at THEN 'time' ELSE 'language' END AS differs
    FROM booked b
    JOIN assignment_fact f ON f.organisation_id = b.organisation_id AND f.day BETWEEN b.day - 1 AND b.day + 1
         AND f.source = 'report' AND f.reporter_id = :reporter_id AND f.weight = 1
    WHERE (f.interpreter_number IS NULL AND f.started_at = b.started_at AND f.language_tag = b.language_tag)
       OR (f.interpreter_number = b.interpreter_number AND f.language_tag = b.language_tag
           AND f.started_at <> b.started_at AND abs(extract(epoch FROM f.started_at - b.started_at)) <= 3600)
       OR (f.interpreter_number = b.interpreter_number AND f.started_at = b.started_at
           AND f.language_tag <> b.language_tag)
), kept AS (
    INSERT INTO report_match (reporter_id, reference, assignment_id, differs, state, found_at)
    SELECT DISTINCT ON (p.reference, p.assignment_id)
           :reporter_id, p.reference, p.assignment_id, jsonb_build_array(p.differs), 'open', :now
    FROM pair p
    WHERE NOT EXISTS (SELECT FROM assignment_fact b WHERE b.reporter_id = :reporter_id AND b.reference = p.reference
                      AND b.version = p.version AND b.weight = -1)
    ORDER BY p.reference, p.assignment_id LIMIT :most
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT count(*) AS found FROM kept
