-- question:   How large a part of a unit's assignments had a qualified interpreter, this year and the last twelve months?
-- definition: share of qualified, version 1 (docs/statistikk.md): qualified / all delivered; unknown standing counts
--             as not qualified (decision 9); cancelled and unfilled assignments are no facts (rule T3).
-- unit:       assignments, by the interpreter actually used
-- parameters: unit_id, language (null: all), year_start and recent_start (Oslo days), today (Oslo day, included)
-- columns:    assignments_year, qualified_year, assignments_recent, qualified_recent
-- caveats:    live; an assignment counts when the booker has confirmed it. A correction is a row with weight -1.
SELECT
    coalesce(sum(weight) FILTER (WHERE day >= :year_start), 0) AS assignments_year,
    coalesce(sum(weight) FILTER (WHERE day >= :year_start AND qualification = 'qualified'), 0) AS qualified_year,
    coalesce(sum(weight) FILTER (WHERE day >= :recent_start), 0) AS assignments_recent,
    coalesce(sum(weight) FILTER (WHERE day >= :recent_start AND qualification = 'qualified'), 0) AS qualified_recent
FROM assignment_fact
WHERE unit_id = :unit_id
  AND day BETWEEN :recent_start AND :today
  AND (CAST(:language AS text) IS NULL OR language_tag = CAST(:language AS text))
