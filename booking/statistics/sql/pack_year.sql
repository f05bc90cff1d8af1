-- question:   What are the cells of one year of the roll-up, packed in one row?
-- definition: share of qualified, version 1 (docs/statistikk.md)
-- unit:       assignments
-- parameters: year
-- columns:    a row of share_year
-- caveats:    run after roll_up_year.sql, in the same transaction
INSERT INTO share_year (year, languages, counties, assignments, qualified)
SELECT year, string_agg(language_tag, ' '), string_agg(county_now, ' '),
       string_agg(int4send(assignments), ''), string_agg(int4send(qualified), '')
FROM share_rollup WHERE year = :year
GROUP BY year
