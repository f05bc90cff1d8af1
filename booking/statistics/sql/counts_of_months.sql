-- question:   How many assignments, and how many qualified, in each closed month?
-- definition: share of qualified, version 1 (docs/statistikk.md)
-- unit:       assignments
-- parameters: closed_through (the last day of the last closed month), upto (last fact id that counts)
-- columns:    year, month, assignments, qualified, first_day, last_day (days with facts)
-- caveats:    whole nation, all types; corrections are in the month of the assignment
SELECT
    extract(YEAR FROM day)::integer AS year, extract(MONTH FROM day)::integer AS month,
    sum(weight) AS assignments, coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0) AS qualified,
    min(day) AS first_day, max(day) AS last_day
FROM assignment_fact
WHERE day <= :closed_through AND id <= :upto
GROUP BY 1, 2
HAVING sum(weight) <> 0
ORDER BY 1, 2
