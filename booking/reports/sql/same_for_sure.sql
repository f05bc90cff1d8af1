-- question:   Which reported facts are assignments that were booked here and are facts, too?
-- definition: the same body, interpreter, start and language (booking/reports/rules/matching.py: sure), or a person
--             has said so
-- unit:       facts
-- parameters: first_start and last_start (included) of the assignments, now, reporter_id (null: every reporter)
-- columns:    matched (reported facts that are not counted any longer)
-- caveats:    appends -1 and a version of weight 0 that names the assignment; a later upload's new version counts
--             until this is asked again, which is done at the end of every upload and every night
WITH booked AS MATERIALIZED (
    SELECT a.id, a.number, r.organisation_id, i.number AS interpreter_number, lower(a.period) AS started_at,
           (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date AS day, a.language_tag
    FROM assignment a
    JOIN request r ON r.id = a.request_id
    JOIN interpreter i ON i.id = a.interpreter_id
    WHERE a.state = 'delivered' AND lower(a.period) BETWEEN :first_start AND :last_start
), found AS (
    SELECT DISTINCT ON (f.id) f.id, b.number
    FROM booked b
    JOIN assignment_fact f ON f.organisation_id = b.organisation_id AND f.day = b.day AND f.source = 'report'
         AND f.weight = 1 AND f.started_at = b.started_at AND f.language_tag = b.language_tag
         AND f.interpreter_number = b.interpreter_number
    WHERE CAST(:reporter_id AS integer) IS NULL OR f.reporter_id = CAST(:reporter_id AS integer)
    UNION
    SELECT f.id, a.number
    FROM report_match m
    JOIN assignment a ON a.id = m.assignment_id AND a.state = 'delivered'
    JOIN assignment_fact f ON f.reporter_id = m.reporter_id AND f.reference = m.reference AND f.weight = 1
    WHERE m.state = 'same' AND (CAST(:reporter_id AS integer) IS NULL OR m.reporter_id = CAST(:reporter_id AS integer))
      AND lower(a.period) BETWEEN :first_start AND :last_start
), live AS (
    SELECT DISTINCT ON (f.id) f.*, found.number AS same
    FROM found JOIN assignment_fact f ON f.id = found.id
    WHERE NOT EXISTS (SELECT FROM assignment_fact b WHERE b.reporter_id = f.reporter_id AND b.reference = f.reference
                      AND b.version = f.version AND b.weight = -1)
), back AS (
    INSERT INTO assignment_fact ({columns}, version, weight, same_as, recorded_at)
    SELECT {live}, live.version, -1, live.same, :now FROM live
), zero AS (
    INSERT INTO assignment_fact ({columns}, version, weight, same_as, recorded_at)
    SELECT {live}, live.version + 1, 0, live.same, :now FROM live
    RETURNING 1
)
SELECT count(*) AS matched FROM zero
