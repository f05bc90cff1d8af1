-- question:   How large is the share from each supplier a public body uses?
-- definition: share of qualified, version 1 (docs/statistikk.md); the body's own numbers, nothing suppressed
-- unit:       assignments
-- parameters: organisation_id, since and today (Oslo days, both included)
-- columns:    source, name (of who reported it; null for what was booked here or before there was a service),
--             assignments, qualified
-- caveats:    live; a reported row that is also booked here has weight 0 and is counted once, as booked
SELECT f.source, o.name, sum(f.weight) AS assignments,
       coalesce(sum(f.weight) FILTER (WHERE f.qualification = 'qualified'), 0) AS qualified
FROM assignment_fact f LEFT JOIN organisation o ON o.id = f.reporter_id
WHERE f.organisation_id = :organisation_id AND f.day BETWEEN :since AND :today
GROUP BY f.source, o.id, o.name
HAVING sum(f.weight) <> 0
ORDER BY assignments DESC, o.name
