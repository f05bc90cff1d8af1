-- question:   What do rows say about references that the reporter has used before?
-- definition: the same as before is nothing; something else takes the old back (weight -1) and appends the next
--             version. Delivered and not delivered are two tables, and a row is in one of them.
-- unit:       rows of a piece of a file
-- parameters: upload_id, reporter_id, supply_model, now
-- columns:    line, verdict: new, changed, unchanged, withdrawn; older (a later upload has spoken); alike or unlike
--             (another line of the same file has the reference)
-- caveats:    appends; nothing is altered. A row of weight 0 (an assignment booked here) counts nothing and is not
--             taken back; a new version is appended after it.
WITH fact AS (
    SELECT DISTINCT ON (f.reference) f.*
    FROM report_staging s JOIN assignment_fact f ON f.reporter_id = :reporter_id AND f.reference = s.reference
    ORDER BY f.reference, f.version DESC, f.weight
), undelivered AS (
    SELECT DISTINCT ON (u.reference) u.*
    FROM report_staging s JOIN undelivered_fact u ON u.reporter_id = :reporter_id AND u.reference = s.reference
    ORDER BY u.reference, u.version DESC, u.weight
), compared AS (
    SELECT s.*, f.version AS fact_version, u.version AS undelivered_version,
           coalesce(f.weight, -1) = 1 AS is_counted, coalesce(u.weight, -1) = 1 AS is_counted_apart,
           coalesce(s.outcome = 'delivered' AND f.weight >= 0 AND
               (s.day, s.started_at, s.minutes, s.language_tag, s.type, s.mode, s.sector_code,
                s.municipality_then, s.municipality_now, s.county_now, s.body_orgnr, s.organisation_id,
                s.unit_id, s.interpreter_number, s.category_stated, s.qualification, s.basis,
                s.category, s.category_requested, s.ordered_at, s.ground)
               IS NOT DISTINCT FROM
               (f.day, f.started_at, f.minutes, f.language_tag, f.type, f.mode, f.sector_code,
                f.municipality_then, f.municipality_now, f.county_now, f.body_orgnr, f.organisation_id,
                f.unit_id, f.interpreter_number, f.category_stated, f.qualification, f.basis,
                f.category, f.category_requested, f.ordered_at, f.ground),
               false) AS is_same_fact,
           coalesce(s.outcome NOT IN ('delivered', 'withdrawn') AND u.weight = 1 AND
               (s.day, s.started_at, s.language_tag, s.type, s.mode, s.sector_code, s.municipality_now,
                s.county_now, s.organisation_id, s.unit_id, s.category_requested, s.outcome, s.cause)
               IS NOT DISTINCT FROM
               (u.day, u.started_at, u.language_tag, u.type, u.mode, u.sector_code, u.municipality_now,
                u.county_now, u.organisation_id, u.unit_id, u.category_requested, u.outcome, u.cause),
               false) AS is_same_undelivered,
           coalesce(greatest(f.upload_id, u.upload_id) > :upload_id, false) AS is_older,
           coalesce((f.upload_id = :upload_id AND f.line <> s.line) OR (u.upload_id = :upload_id AND u.line <> s.line),
                    false) AS is_twice
    FROM report_staging s
    LEFT JOIN fact f ON f.reference = s.reference
    LEFT JOIN undelivered u ON u.reference = s.reference
), judged AS MATERIALIZED (
    SELECT c.*, CASE
        WHEN is_older THEN 'older'
        WHEN is_twice THEN CASE WHEN is_same_fact OR is_same_undelivered THEN 'alike' ELSE 'unlike' END
        WHEN is_same_fact AND NOT is_counted_apart OR is_same_undelivered AND NOT is_counted THEN 'unchanged'
        WHEN outcome = 'withdrawn' THEN CASE WHEN is_counted OR is_counted_apart THEN 'withdrawn' ELSE 'unchanged' END
        WHEN is_counted OR is_counted_apart OR is_same_fact THEN 'changed'
        WHEN EXISTS (SELECT FROM fact f WHERE f.reference = c.reference AND f.weight = 0) THEN 'changed'
        ELSE 'new' END AS verdict
    FROM compared c
), fact_back AS (
    INSERT INTO assignment_fact (
        source, reference, version, weight, supply_model, reporter_id, upload_id, line, recorded_at,
        day, started_at, minutes, language_tag, type, mode, sector_code, municipality_then, municipality_now,
        county_now, body_orgnr, organisation_id, unit_id, interpreter_number, category_stated, qualification,
        basis, category, category_requested, ordered_at, ground)
    SELECT f.source, f.reference, f.version, -1, f.supply_model, f.reporter_id, :upload_id, j.line, :now,
           f.day, f.started_at, f.minutes, f.language_tag, f.type, f.mode, f.sector_code, f.municipality_then,
           f.municipality_now, f.county_now, f.body_orgnr, f.organisation_id, f.unit_id, f.interpreter_number,
           f.category_stated, f.qualification, f.basis, f.category, f.category_requested, f.ordered_at, f.ground
    FROM judged j JOIN fact f ON f.reference = j.reference
    WHERE j.verdict IN ('changed', 'withdrawn') AND j.is_counted AND NOT j.is_same_fact
), undelivered_back AS (
    INSERT INTO undelivered_fact (
        source, reference, version, weight, supply_model, reporter_id, upload_id, line, recorded_at,
        day, started_at, language_tag, type, mode, sector_code, municipality_now, county_now, organisation_id,
        unit_id, category_requested, outcome, cause)
    SELECT u.source, u.reference, u.version, -1, u.supply_model, u.reporter_id, :upload_id, j.line, :now,
           u.day, u.started_at, u.language_tag, u.type, u.mode, u.sector_code, u.municipality_now, u.county_now,
           u.organisation_id, u.unit_id, u.category_requested, u.outcome, u.cause
    FROM judged j JOIN undelivered u ON u.reference = j.reference
    WHERE j.verdict IN ('changed', 'withdrawn') AND j.is_counted_apart AND NOT j.is_same_undelivered
), fact_new AS (
    INSERT INTO assignment_fact (
        source, reference, version, weight, supply_model, reporter_id, upload_id, line, recorded_at,
        day, started_at, minutes, language_tag, type, mode, sector_code, municipality_then, municipality_now,
        county_now, body_orgnr, organisation_id, unit_id, interpreter_number, category_stated, qualification,
        basis, category, category_requested, ordered_at, ground)
    SELECT 'report', j.reference, coalesce(j.fact_version, 0) + 1, 1, :supply_model, :reporter_id, :upload_id, j.line,
           :now, j.day, j.started_at, j.minutes, j.language_tag, j.type, j.mode, j.sector_code,
           j.municipality_then, j.municipality_now, j.county_now, j.body_orgnr, j.organisation_id,
           j.unit_id, j.interpreter_number, j.category_stated, j.qualification, j.basis, j.category,
           j.category_requested, j.ordered_at, j.ground
    FROM judged j
    WHERE j.verdict IN ('new', 'changed') AND j.outcome = 'delivered' AND NOT j.is_same_fact
), undelivered_new AS (
    INSERT INTO undelivered_fact (
        source, reference, version, weight, supply_model, reporter_id, upload_id, line, recorded_at,
        day, started_at, language_tag, type, mode, sector_code, municipality_now, county_now, organisation_id,
        unit_id, category_requested, outcome, cause)
    SELECT 'report', j.reference, coalesce(j.undelivered_version, 0) + 1, 1, :supply_model, :reporter_id, :upload_id,
           j.line, :now, j.day, j.started_at, j.language_tag, j.type, j.mode, j.sector_code, j.municipality_now,
           j.county_now, j.organisation_id, j.unit_id, j.category_requested, j.outcome, j.cause
    FROM judged j
    WHERE j.verdict IN ('new', 'changed') AND j.outcome <> 'delivered' AND NOT j.is_same_undelivered
)
SELECT line, verdict FROM judged
