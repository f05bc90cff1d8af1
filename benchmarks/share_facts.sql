-- $1 facts spread over $3 days, the last of them $2 days before 20 November 2026. A few languages and counties have most.
INSERT INTO assignment_fact (
    source, reference, weight, day, started_at, minutes, language_tag, type, mode, sector_code, supply_model,
    municipality_then, municipality_now, county_now, qualification, basis, category, category_requested, recorded_at)
SELECT 'history', 'bench', 1, date '2026-11-20' - $2::int - (n % $3::int)::int, timestamptz '2026-11-20 09:00+01', 60,
       l.tag, 'speech', 'phone', 'HELSE', 'private_agency', c.code || '01', c.code || '01', c.code,
       CASE WHEN q THEN 'qualified' ELSE 'unqualified' END, CASE WHEN q THEN 'listed' END,
       CASE WHEN q THEN 'D' END, 'E', timestamptz '2026-11-20 12:00+01'
FROM (
    SELECT n, 1 + floor(130 * power(random(), 3))::int AS language, 1 + floor(15 * power(random(), 1.5))::int AS county,
           random() < 0.68 AS q
    FROM generate_series(1, $1::int) AS n
) AS drawn
JOIN (SELECT tag, row_number() OVER (ORDER BY tag) AS place FROM language) AS l ON l.place = drawn.language
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS place FROM county WHERE valid_to IS NULL) AS c
  ON c.place = drawn.county
