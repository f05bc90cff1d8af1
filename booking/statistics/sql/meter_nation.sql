-- question:   How large a part of the nation's assignments had a qualified interpreter, this year and the last twelve
--             months?
-- definition: as meter_unit.sql, for all facts whatever their source
-- unit:       assignments, by the interpreter actually used
-- parameters: year_start, recent_start (the first of a month), today (included)
-- columns:    assignments_year, qualified_year, assignments_recent, qualified_recent
-- caveats:    roll-up of months + facts since its mark. "Since" means recorded since (fact id), not happened since, so
--             late confirmations and corrections of old days are in.
WITH part AS (
    SELECT make_date(year, month, 1) AS day, assignments, qualified
    FROM share_month
    WHERE make_date(year, month, 1) BETWEEN :recent_start AND :today
    UNION ALL
    SELECT day, weight, CASE WHEN qualification = 'qualified' THEN weight ELSE 0 END
    FROM assignment_fact
    WHERE id > (SELECT rolled_up_fact_id FROM rollup_state) AND day BETWEEN :recent_start AND :today
)
SELECT
    coalesce(sum(assignments) FILTER (WHERE day >= :year_start), 0) AS assignments_year,
    coalesce(sum(qualified) FILTER (WHERE day >= :year_start), 0) AS qualified_year,
    coalesce(sum(assignments), 0) AS assignments_recent,
    coalesce(sum(qualified), 0) AS qualified_recent
FROM part
