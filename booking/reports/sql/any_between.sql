-- question:   Has the reporter used any reference from one to another?
-- definition: byte by byte, as Python compares
-- unit:       references
-- parameters: reporter_id, low, high (both included)
-- columns:    is_any
-- caveats:    two looks into an index: most pieces of most files have only new references, in order
SELECT EXISTS (SELECT FROM assignment_fact f WHERE f.reporter_id = :reporter_id
               AND f.reference BETWEEN CAST(:low AS text) AND CAST(:high AS text))
    OR EXISTS (SELECT FROM undelivered_fact u WHERE u.reporter_id = :reporter_id
               AND u.reference BETWEEN CAST(:low AS text) AND CAST(:high AS text)) AS is_any
