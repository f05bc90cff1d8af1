-- question:   How many assignments, and how many qualified, by language and county in a year?
-- definition: share of qualified, version 1 (docs/statistikk.md)
-- unit:       assignments
-- parameters: year_start, year_end (first and last day), upto (last fact id that counts)
-- columns:    rows of share_rollup; a cell whose corrections cancel out is left out
-- caveats:    run after the year's rows are deleted, in the same transaction
INSERT INTO share_rollup (year, language_tag, county_now, assignments, qualified)
SELECT
    extract(YEAR FROM CAST(:year_start AS date))::integer, language_tag, county_now,
    sum(weight), coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0)
FROM assignment_fact
WHERE day BETWEEN :year_start AND :year_end AND id <= :upto
GROUP BY language_tag, county_now
HAVING sum(weight) <> 0 OR coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) <> 0
