-- question:   How many assignments were ordered and never carried out, in every cell of the published table of one year?
-- definition: unfilled, cancelled, not delivered (rule T3), by the day the assignment should have started
-- unit:       assignments that were ordered
-- parameters: year_start, year_end (days), second_half (1 July), upto_first, upto_second (last id of undelivered_fact
--             that counts in each half; 0: the half is not closed)
-- columns:    periode (1 or 2), sprak, utfall, assignments
-- caveats:    what was taken back (weight -1) is in the sum; nothing is suppressed yet
SELECT
    CASE WHEN day < :second_half THEN 1 ELSE 2 END AS periode, language_tag AS sprak, outcome AS utfall,
    sum(weight) AS assignments
FROM undelivered_fact
WHERE day BETWEEN :year_start AND :year_end
  AND id <= CASE WHEN day < :second_half THEN CAST(:upto_first AS bigint) ELSE CAST(:upto_second AS bigint) END
GROUP BY 1, 2, 3
HAVING sum(weight) > 0
ORDER BY 1, 2, 3
