-- question:   How large is the share in each unit of a public body?
-- definition: share of qualified, version 1 (docs/statistikk.md); the body's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: organisation_id, since and today (Oslo days, both included)
-- columns:    name, assignments, qualified
-- caveats:    units without assignments are in, with nought
SELECT u.name, coalesce(sum(f.weight), 0) AS assignments,
       coalesce(sum(f.weight) FILTER (WHERE f.qualification = 'qualified'), 0) AS qualified
FROM unit u
LEFT JOIN assignment_fact f ON f.unit_id = u.id AND f.day BETWEEN :since AND :today
WHERE u.organisation_id = :organisation_id
GROUP BY u.id, u.name
ORDER BY assignments DESC
