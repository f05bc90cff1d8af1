"""What interpreters have said about themselves, changes that wait, who has looked, a draft of rules, and 1–5 of old."""

import json
from datetime import date, datetime, time, timedelta

import asyncpg

from qualification.categories.rules.drafts import as_data
from qualification.categories.rules.schemes import SCHEMES
from tolkeregister.core.clock import OSLO

# Most have confirmed their profile within the year; some are asked now, and a few take a pause.
_CONFIRMED = """
    UPDATE interpreter SET confirmed_at = $1::timestamptz - make_interval(days => 3 + id % 320),
           confirmation_asked_at = $1::timestamptz - make_interval(days => 10 + id % 320)
     WHERE listed_since < $1::timestamptz::date - 365 AND id % 40 <> 7
"""
_ASKED = """
    UPDATE interpreter SET confirmed_at = $1::timestamptz - make_interval(days => 380 + id % 60),
           confirmation_asked_at = $1::timestamptz - make_interval(days => 5 + id % 20)
     WHERE listed_since < $1::timestamptz::date - 450 AND id % 40 = 7
"""
_PAUSED = """
    UPDATE interpreter i SET inactive_since = $1::timestamptz - make_interval(days => 2 + i.id % 50)
     WHERE i.id % 199 = 11 AND NOT i.id = ANY($2::int[])
"""
_CONTACT = """
    INSERT INTO stated_contact (interpreter_id, field, value, stated_at)
    SELECT i.id, c.field, c.value, $1::timestamptz - make_interval(days => 5 + i.id % 300)
      FROM interpreter i JOIN person p ON p.id = i.person_id
      CROSS JOIN LATERAL (VALUES ('phone', '+4740' || lpad(CAST(i.id % 1000000 AS text), 6, '0')), ('email', p.email),
                                 ('website', 'https://tolk-' || i.number || '.example')) AS c(field, value)
     WHERE i.id % 5 = 2 OR i.id = ANY($2::int[])
"""
# One in three of those has taken the e-mail address back since.
_CONSENT = """
    INSERT INTO publish_consent (interpreter_id, field, is_given, decided_at)
    SELECT s.interpreter_id, s.field, true, s.stated_at FROM stated_contact s WHERE s.field <> 'website'
    UNION ALL
    SELECT s.interpreter_id, s.field, false, s.stated_at + interval '2 days'
      FROM stated_contact s WHERE s.field = 'email' AND s.interpreter_id % 3 = 0
    ORDER BY 4
"""
_STATED = """
    INSERT INTO profile_change (interpreter_id, field, before, after, state, asked_at)
    SELECT interpreter_id, field, '', value, 'made', stated_at FROM stated_contact ORDER BY stated_at
"""
_WAITING = """
    INSERT INTO profile_change (interpreter_id, field, before, after, state, asked_at)
    SELECT i.id, CASE n % 2 WHEN 0 THEN 'clearance' ELSE 'chosen_name' END,
           CASE n % 2 WHEN 0 THEN 'no' ELSE '' END,
           CASE n % 2 WHEN 0 THEN 'yes' ELSE left(p.given_name, 3) || ' ' || p.family_name END,
           'waiting', $1::timestamptz - make_interval(days => CAST(7 - n AS int), hours => 3)
      FROM (SELECT id, person_id, has_clearance, row_number() OVER (ORDER BY id) AS n FROM interpreter
             WHERE NOT has_clearance AND id % 83 = 5 ORDER BY id LIMIT 5) i
      JOIN person p ON p.id = i.person_id
"""
_LOOKS = """
    INSERT INTO person_read (person_id, account_id, what, read_on, read_at)
    SELECT p.id, a.id, 'interpreter_page', day, (day + time '10:20') AT TIME ZONE 'Europe/Oslo'
      FROM interpreter i JOIN person p ON p.id = i.person_id
      CROSS JOIN LATERAL (SELECT id FROM account WHERE door = 'directorate' ORDER BY id % (1 + p.id % 3), id LIMIT 1) a
      CROSS JOIN LATERAL (SELECT $1::date - CAST(p.id % 60 + back AS int) AS day FROM (VALUES (3), (38)) d(back)) d
     WHERE p.id % 17 = 3 OR i.id = ANY($2::int[])
"""
_OFFICERS = """
    SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id
     WHERE r.role IN ('officer', 'administrator') GROUP BY a.id ORDER BY min(r.role), a.id LIMIT 2
"""
_DRAFT = """
    INSERT INTO category_scheme (valid_from, routes, source, revision, state, made_at, made_by, changed_by)
    VALUES ($1, $2, 'Oppdiktet høringsforslag', 2, 'draft', $3, $4, $4)
"""
# A made-up change of a name some years ago: the list is called as it was on a day before.
_PROPOSED = """
    INSERT INTO language_proposal (kind, language_tag, into_tag, details, in_force_from, why, state, proposed_at,
                                   proposed_by, decided_at, decided_by)
    SELECT 'renamed', l.tag, NULL,
           jsonb_build_object('name_nb', l.name_nb, 'name_nn', l.name_nn, 'name_en', l.name_en), $1::date,
           'Oppdiktet vedtak: navnet de som snakker språket, bruker', 'approved', $2::timestamptz, $3::int, $2, $4::int
      FROM language l WHERE l.tag = 'byn' RETURNING id
"""
_CHANGED = """
    INSERT INTO language_change (proposal_id, kind, language_tag, before, after, in_force_from, why, decided_at)
    SELECT p.id, p.kind, p.language_tag,
           p.details || '{"name_nb": "bilen", "name_nn": "bilen", "name_en": "Bilen"}'::jsonb, p.details,
           p.in_force_from, p.why, p.decided_at
      FROM language_proposal p WHERE p.id = $1
"""
# What the old categories required, read from evidence of that time; made up, and never read back into evidence.
_BEFORE_2020 = """
    INSERT INTO old_category (person_id, language_tag, category, valid_from, valid_to, source)
    SELECT person_id, language_tag,
           CASE WHEN licence AND education THEN 1 WHEN licence THEN 2 WHEN education THEN 3
                WHEN translator THEN 4 ELSE 5 END,
           greatest(since, date '2013-01-01'), date '2020-01-01', 'Registeret 2013–2019'
      FROM (SELECT v.person_id, v.language_tag, bool_or(v.kind = 'bevilling') AS licence,
                   bool_or(v.kind IN ('bachelor', 'grunnemne')) AS education,
                   bool_or(v.kind = 'translator') AS translator,
                   min(CAST(lower(v.valid) AS date)) AS since
              FROM evidence v JOIN interpreter i ON i.person_id = v.person_id
             WHERE v.language_tag IS NOT NULL AND coalesce(v.type, 'speech') = 'speech'
               AND lower(v.valid) < timestamptz '2019-12-01' AND (i.id % 3 = 1 OR i.id = ANY($1::int[]))
             GROUP BY 1, 2) e
"""


async def load_profiles(connection: asyncpg.Connection, today: date, named: list[int]) -> None:
    """Once, after people and accounts; `named` are the interpreters one can sign in as, who have everything."""
    noon = datetime.combine(today, time(12), OSLO)
    for statement in (_CONFIRMED, _ASKED):
        await connection.execute(statement, noon)
    await connection.execute(_PAUSED, noon, named)
    await connection.execute(_CONTACT, noon, named)
    for statement in (_CONSENT, _STATED):
        await connection.execute(statement)
    await connection.execute(_WAITING, noon)
    await connection.execute(_LOOKS, today, named)
    await connection.execute(_BEFORE_2020, named)
    officers = [row["id"] for row in await connection.fetch(_OFFICERS)]
    if officers:
        routes = [each for each in as_data(SCHEMES[-1].routes) if each["code"] != "translator_and_tao"]
        first_day = date(today.year + 1, 7, 1)
        await connection.execute(_DRAFT, first_day, json.dumps(routes), noon, officers[0])
    if len(officers) == 2:
        then = noon - timedelta(days=700)
        proposed = await connection.fetchval(_PROPOSED, then.date(), then, *officers)
        await connection.execute(_CHANGED, proposed)
