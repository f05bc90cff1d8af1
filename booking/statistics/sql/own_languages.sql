-- question:   How large is the share in each language a public body uses?
-- definition: share of qualified, version 1 (docs/statistikk.md); the body's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: organisation_id, since and today (Oslo days, both included)
-- columns:    name (language tag), assignments, qualified
-- caveats:    live
SELECT language_tag AS name, sum(weight) AS assignments,
       coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) AS qualified
FROM assignment_fact
WHERE organisation_id = :organisation_id AND day BETWEEN :since AND :today
GROUP BY language_tag
HAVING sum(weight) <> 0
ORDER BY assignments DESC, language_tag
