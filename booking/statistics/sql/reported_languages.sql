-- question:   How large is the share in what somebody has reported, by language?
-- definition: share of qualified, version 1 (docs/statistikk.md); the reporter's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: reporter_id, since and today (Oslo days, both included)
-- columns:    name (language tag), assignments, qualified
-- caveats:    live; rows that are booked here (weight 0) are not in, for they are counted there
SELECT language_tag AS name,
       sum(weight) AS assignments, coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) AS qualified
FROM assignment_fact
WHERE reporter_id = :reporter_id AND day BETWEEN :since AND :today
GROUP BY language_tag
HAVING sum(weight) <> 0
ORDER BY assignments DESC, language_tag
