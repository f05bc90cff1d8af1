-- question:   How large is the share of qualified in each language, year and county?
-- definition: share of qualified, version 1 (docs/statistikk.md); county as the borders are now
-- unit:       assignments
-- parameters: none
-- columns:    one row of five arrays of the same length: years, languages, counties, assignments, qualified
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
    coalesce(array_agg(year), '{}') AS years,
    coalesce(array_agg(language_tag), '{}') AS languages,
    coalesce(array_agg(county_now), '{}') AS counties,
    coalesce(array_agg(assignments), '{}') AS assignments,
    coalesce(array_agg(qualified), '{}') AS qualified
FROM cell WHERE assignments <> 0
