-- question:   How has a public body's share developed month by month?
-- definition: share of qualified, version 1 (docs/statistikk.md); the body's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: organisation_id, since and today (Oslo days, both included)
-- columns:    year, month, assignments, qualified
-- caveats:    live; months without assignments are left out
SELECT extract(YEAR FROM day)::integer AS year, extract(MONTH FROM day)::integer AS month,
       sum(weight) AS assignments, coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) AS qualified
FROM assignment_fact
WHERE organisation_id = :organisation_id AND day BETWEEN :since AND :today
GROUP BY 1, 2
HAVING sum(weight) <> 0
ORDER BY 1, 2
