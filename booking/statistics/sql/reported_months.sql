-- question:   How large is the share in what somebody has reported, month by month?
-- definition: share of qualified, version 1 (docs/statistikk.md); the reporter's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: reporter_id, since and today (Oslo days, both included)
-- columns:    year, month, assignments, qualified
-- caveats:    live; rows that are booked here (weight 0) are not in, for they are counted there
SELECT extract(YEAR FROM day)::integer AS year, extract(MONTH FROM day)::integer AS month,
       sum(weight) AS assignments, coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) AS qualified
FROM assignment_fact
WHERE reporter_id = :reporter_id AND day BETWEEN :since AND :today
GROUP BY 1, 2
HAVING sum(weight) <> 0
ORDER BY 1, 2
