-- question:   How often did a public body use somebody not qualified, on which ground, and what was not carried out?
-- definition: grounds of tolkeloven § 7 on delivered assignments; outcomes by rule T3
-- unit:       assignments
-- parameters: organisation_id, since and today (Oslo days, both included)
-- columns:    kind (ground or outcome), code (null: the ground is not stated), assignments
-- caveats:    live; what was taken back (weight -1) is in the sum
SELECT 'ground' AS kind, ground AS code, sum(weight) AS assignments
FROM assignment_fact
WHERE organisation_id = :organisation_id AND day BETWEEN :since AND :today AND qualification <> 'qualified'
GROUP BY ground
HAVING sum(weight) <> 0
UNION ALL
SELECT 'outcome', outcome, sum(weight)
FROM undelivered_fact
WHERE organisation_id = :organisation_id AND day BETWEEN :since AND :today
GROUP BY outcome
HAVING sum(weight) <> 0
ORDER BY kind, assignments DESC, code
