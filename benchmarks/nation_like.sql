-- A register of the nation's size, made by hashing row numbers: the same rows on every machine.
-- {people} interpreters; the first 2 500 are the same in every size, and only they have the language asked for.
-- Foreign keys are not checked while loading.

SET session_replication_role = replica;
SET synchronous_commit = off;

CREATE FUNCTION pg_temp.draw(n bigint, seed bigint, below bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (hashint8extended(n, seed) & 9223372036854775807) % below;

-- 71 languages; Arabic is the first, and a language's weight falls with its place
CREATE TEMP TABLE spoken AS
SELECT tag, (row_number() OVER (ORDER BY tag <> 'ar', tag))::int AS place
  FROM language WHERE kind = 'spoken' ORDER BY tag <> 'ar', tag LIMIT 71;
CREATE TEMP TABLE share_of AS
SELECT tag, place, sum(1.0 / (place + 6)) OVER (ORDER BY place) / sum(1.0 / (place + 6)) OVER () AS upto FROM spoken;
CREATE TEMP TABLE language_at AS
SELECT n, (SELECT tag FROM share_of WHERE upto * 1000 >= n + 1 ORDER BY place LIMIT 1) AS tag,
       (SELECT tag FROM share_of WHERE place > 1 AND upto * 1000 >= n + 1 ORDER BY place LIMIT 1) AS other
  FROM generate_series(0, 999) n;
UPDATE language_at SET tag = 'ar' WHERE tag IS NULL;
UPDATE language_at SET other = (SELECT tag FROM spoken WHERE place = 2) WHERE other IS NULL OR other = 'ar';
CREATE TEMP TABLE place_at AS
SELECT row_number() OVER (ORDER BY code) - 1 AS n, code FROM municipality WHERE valid_to IS NULL;

INSERT INTO person (id, national_id, given_name, family_name, name_folded, sort_key, gender, born_on,
                    municipality_code, email, phone, synthetic)
SELECT i, to_char(i, 'FM90000000000'), 'Fornavn' || i, 'Etternavn' || i, 'fornavn' || i || ' etternavn' || i,
       'etternavn' || i, CASE WHEN pg_temp.draw(i, 1, 2) = 0 THEN 'woman' ELSE 'man' END, DATE '1980-01-01', p.code,
       'tolk' || i || '@tolk.example', '00000000', true
  FROM generate_series(1, {people}) i JOIN place_at p ON p.n = pg_temp.draw(i, 2, (SELECT count(*) FROM place_at));

INSERT INTO interpreter (id, person_id, number, listed_since, modes, subjects, has_clearance, availability_level)
SELECT i, i, (100000 + i)::text, DATE '2022-01-01',
       (ARRAY['{{in_person,screen,phone}}', '{{in_person,screen}}', '{{screen,phone}}', '{{in_person}}']::text[])[1 + pg_temp.draw(i, 3, 4)]::text[],
       (ARRAY['{{HELSE,BARNEVERN}}', '{{HELSE}}', '{{BARNEVERN}}', '{{}}']::text[])[1 + pg_temp.draw(i, 4, 4)]::text[], false, 'part_time'
  FROM generate_series(1, {people}) i;

INSERT INTO entry (id, interpreter_id, language_tag, type)
SELECT i * 2 - 1, i, CASE WHEN i <= 2500 THEN l.tag ELSE l.other END, 'speech'
  FROM generate_series(1, {people}) i JOIN language_at l ON l.n = pg_temp.draw(i, 5, 1000);
INSERT INTO entry (id, interpreter_id, language_tag, type)
SELECT i * 2, i, CASE WHEN i <= 2500 THEN l.tag ELSE l.other END, 'speech'
  FROM generate_series(1, {people}) i JOIN language_at l ON l.n = pg_temp.draw(i, 6, 1000)
 WHERE pg_temp.draw(i, 7, 10) < 4
ON CONFLICT DO NOTHING;
INSERT INTO entry_listing (entry_id, valid, recorded)
SELECT id, tstzrange('2022-01-01+01', NULL), tstzrange('2022-01-01+01', NULL) FROM entry;
INSERT INTO entry_category (entry_id, category, valid, recorded, rule_version)
SELECT id, (ARRAY['A', 'B', 'B', 'C', 'C', 'C', 'D', 'D', 'E', 'E'])[1 + pg_temp.draw(id, 8, 10)],
       tstzrange('2022-01-01+01', NULL), tstzrange('2022-01-01+01', NULL), 'bench' FROM entry;

-- nine of ten state their hours, a few of them in two stretches a day
INSERT INTO weekly_hours (interpreter_id, weekday, start_minute, end_minute)
SELECT i, d, 480, CASE WHEN pg_temp.draw(i, 10, 5) = 0 THEN 720 ELSE 990 END
  FROM generate_series(1, {people}) i, generate_series(0, 4) d WHERE pg_temp.draw(i, 9, 10) > 0;
INSERT INTO weekly_hours (interpreter_id, weekday, start_minute, end_minute)
SELECT i, d, 780, 1080 FROM generate_series(1, {people}) i, generate_series(0, 4) d
 WHERE pg_temp.draw(i, 9, 10) > 0 AND pg_temp.draw(i, 10, 5) = 0;
-- ninety days of absences
INSERT INTO absence (interpreter_id, period)
SELECT i, tstzrange(at, at + interval '4 hours')
  FROM generate_series(1, {people}) i, generate_series(1, 6) k,
       LATERAL (SELECT timestamptz '{today}' + make_interval(days => pg_temp.draw(i * 10 + k, 11, 90)::int, hours => 8) AS at) t;

-- one hour of work on each of {days} days, the last 90 of them to come
INSERT INTO organisation (id, orgnr, name, kind, supply_model, synthetic)
VALUES (1, '200000001', 'Fjordvik kommune', 'public_body', 'private_agency', true);
INSERT INTO unit (id, organisation_id, name, sector_code, municipality_code, address)
VALUES (1, 1, 'Barneverntjenesten', 'BARNEVERN', '0301', 'Storgata 1');
INSERT INTO account (id, door, subject, name, email, written_form, synthetic)
VALUES (1, 'public_body', 'bench', 'Kari Solheim', 'kari@fjordvik.example', 'nb', true);
INSERT INTO request (id, number, organisation_id, unit_id, account_id, created_at, drawn_on, language_tag, type,
                     least_category, duty_basis, theme, participants, needs_clearance)
VALUES (1, '25-000001', 1, 1, 1, '{today}', DATE '{today}', 'ar', 'speech', 'E', 'proper_help', 'samtale', 'to', false);
CREATE TEMP TABLE work AS
SELECT i + (d - 1) * {people} AS id, i AS interpreter_id,
       timestamptz '{today}' + make_interval(days => d + 89 - {days}, hours => 8 + pg_temp.draw(i * 1000 + d, 12, 8)::int) AS at
  FROM generate_series(1, {days}) d, generate_series(1, {people}) i;
INSERT INTO assignment (id, request_id, number, state, mode, type, language_tag, period, municipality_code, address,
                        offers_per_round, round, interpreter_id)
SELECT id, 1, '25-' || id, 'accepted', 'screen', 'speech', 'ar', tstzrange(at, at + interval '1 hour'), '0301', '',
       1, 1, interpreter_id FROM work;
ALTER TABLE booked DROP CONSTRAINT booked_no_overlap;
INSERT INTO booked (assignment_id, interpreter_id, period)
SELECT id, interpreter_id, tstzrange(at, at + interval '1 hour') FROM work;
ALTER TABLE booked ADD CONSTRAINT booked_no_overlap EXCLUDE USING gist (interpreter_id WITH =, period WITH &&);

SELECT setval(pg_get_serial_sequence(t, 'id'), 100000000) FROM unnest(ARRAY['request', 'assignment', 'offer', 'person',
    'interpreter', 'entry', 'account', 'organisation', 'unit']) t;
SET session_replication_role = origin;
