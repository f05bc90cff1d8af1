-- question:   How large a part of a public body's assignments had a qualified interpreter, this year and the last
--             twelve months?
-- definition: as meter_unit.sql, for all units of the body together
-- unit:       assignments, by the interpreter actually used
-- parameters: organisation_id, language (null: all), year_start and recent_start (Oslo days), today (included)
-- columns:    assignments_year, qualified_year, assignments_recent, qualified_recent
-- caveats:    live; as meter_unit.sql
SELECT
    coalesce(sum(weight) FILTER (WHERE day >= :year_start), 0) AS assignments_year,
    coalesce(sum(weight) FILTER (WHERE day >= :year_start AND qualification = 'qualified'), 0) AS qualified_year,
    coalesce(sum(weight) FILTER (WHERE day >= :recent_start), 0) AS assignments_recent,
    coalesce(sum(weight) FILTER (WHERE day >= :recent_start AND qualification = 'qualified'), 0) AS qualified_recent
FROM assignment_fact
WHERE organisation_id = :organisation_id
  AND day BETWEEN :recent_start AND :today
  AND (CAST(:language AS text) IS NULL OR language_tag = CAST(:language AS text))
