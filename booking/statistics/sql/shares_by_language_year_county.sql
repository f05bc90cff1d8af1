-- question:   How large is the share of qualified in each language, year and county?
-- definition: share of qualified, version 1 (docs/statistikk.md); county as the borders are now
-- unit:       assignments
-- parameters: none
-- columns:    one row of five packed columns of the same length and order: years, assignments and qualified as
--             four-byte integers (network order), languages and counties as words with spaces between. Twenty
--             thousand cells as arrays take ten times as long to read in as PostgreSQL needs to find them.
-- caveats:    roll-up + facts recorded since its mark. Not suppressed: never for the public.
WITH since AS (
    SELECT extract(YEAR FROM day)::integer AS year, language_tag, county_now,
           sum(weight)::integer AS assignments,
           coalesce(sum(weight) FILTER (WHERE qualification = 'qualified'), 0)::integer AS qualified
    FROM assignment_fact
    WHERE id > (SELECT rolled_up_fact_id FROM rollup_state)
    GROUP BY 1, 2, 3
),
cell AS (
    SELECT year, language_tag, county_now,
           coalesce(r.assignments, 0) + coalesce(s.assignments, 0) AS assignments,
           coalesce(r.qualified, 0) + coalesce(s.qualified, 0) AS qualified
    FROM share_rollup r FULL JOIN since s USING (year, language_tag, county_now)
)
SELECT
    coalesce(string_agg(int4send(year), ''), '') AS years,
    coalesce(string_agg(language_tag, ' '), '') AS languages,
    coalesce(string_agg(county_now, ' '), '') AS counties,
    coalesce(string_agg(int4send(assignments), ''), '') AS assignments,
    coalesce(string_agg(int4send(qualified), ''), '') AS qualified
FROM cell WHERE assignments <> 0
