-- question:   How large is the share of qualified in each language, year and county?
-- definition: share of qualified, version 1 (docs/statistikk.md); county as the borders are now
-- unit:       assignments
-- parameters: none
-- columns:    is_since, year, and four packed columns of the same length and order: languages and counties as words
--             with spaces between, assignments and qualified as four-byte integers (network order)
-- caveats:    rows of the roll-up, then per year the sums of the facts recorded since its mark, to be added to them;
--             one statement, so that both belong to the same mark. Not suppressed: never for the public.
WITH since AS (
    SELECT extract(YEAR FROM day)::integer AS year, language_tag, county_now,
           sum(weight)::integer AS assignments,
           coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0)::integer AS qualified
    FROM assignment_fact
    WHERE id > (SELECT rolled_up_fact_id FROM rollup_state)
    GROUP BY 1, 2, 3
)
SELECT false AS is_since, year, languages, counties, assignments, qualified
FROM share_year
UNION ALL
SELECT true, year, string_agg(language_tag, ' '), string_agg(county_now, ' '),
       string_agg(int4send(assignments), ''), string_agg(int4send(qualified), '')
FROM since
GROUP BY year
