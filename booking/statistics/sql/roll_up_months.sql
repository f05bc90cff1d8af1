-- question:   How many assignments, and how many qualified, in each month of a year?
-- definition: share of qualified, version 1 (docs/statistikk.md)
-- unit:       assignments
-- parameters: year_start, year_end (first and last day), upto (last fact id that counts)
-- columns:    rows of share_month
-- caveats:    run after the year's rows are deleted, in the same transaction
INSERT INTO share_month (year, month, assignments, qualified)
SELECT
    extract(YEAR FROM CAST(:year_start AS date))::integer, extract(MONTH FROM day)::integer,
    sum(weight), coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0)
FROM assignment_fact
WHERE day BETWEEN :year_start AND :year_end AND id <= :upto
GROUP BY extract(MONTH FROM day)
