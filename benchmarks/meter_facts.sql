-- $1 facts of 4 000 units in 500 public bodies over $2 days up to 21 November 2026; a few languages have most.
INSERT INTO assignment_fact (
    source, reference, weight, day, started_at, minutes, language_tag, type, mode, sector_code, supply_model,
    municipality_then, municipality_now, county_now, organisation_id, unit_id, qualification, basis, category,
    category_requested, recorded_at)
SELECT 'booking', 'bench' || n, 1, date '2026-11-21' - (n % $2::int)::int, timestamptz '2026-11-20 09:00+01', 60, l.tag,
       'speech', 'phone', 'HELSE', 'private_agency', '0301', '0301', '03', unit / 8, unit,
       CASE WHEN q THEN 'qualified' ELSE 'unqualified' END, CASE WHEN q THEN 'listed' END, CASE WHEN q THEN 'D' END, 'E',
       timestamptz '2026-11-20 12:00+01'
FROM (
    SELECT n, 1 + floor(130 * power(random(), 3))::int AS language, floor(4000 * random())::int AS unit,
           random() < 0.68 AS q
    FROM generate_series(1, $1::int) AS n
) AS drawn
JOIN (SELECT tag, row_number() OVER (ORDER BY tag) AS place FROM language) AS l ON l.place = drawn.language
