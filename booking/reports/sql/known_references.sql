-- question:   Which of these references has the reporter used before?
-- definition: in any fact, delivered or not, of any version
-- unit:       references
-- parameters: reporter_id, refs (text[])
-- columns:    reference
-- caveats:    asked only when some reference of the reporter lies between the first and the last of them
SELECT r.reference
FROM unnest(CAST(:refs AS text[])) AS r (reference)
WHERE EXISTS (SELECT FROM assignment_fact f WHERE f.reporter_id = :reporter_id AND f.reference = r.reference)
   OR EXISTS (SELECT FROM undelivered_fact u WHERE u.reporter_id = :reporter_id AND u.reference = r.reference)
