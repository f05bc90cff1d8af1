"""The one statement of the search, put together from fixed fragments; every value is a bind parameter.

The order of the answer is rule S1: category, free before not stated, travel in person, then the day's draw. Each facet
is counted with all *other* filters on, so that its numbers say what choosing it would give.
"""

from functools import cache

from sqlalchemy import TextClause, text

from booking.availability.calendar import AVAILABILITY, CALENDAR, WINDOWS
from booking.matching.rules.travel import BUCKETS_KM, EARTH_RADIUS_KM

# OFFSET 0 keeps each look-up per entry. Joined, listings and people are read whole, and a search in one language takes
# longer the larger the register is. A search by name begins with the people instead.
# Who stands in the register when `{holds}` and takes assignments, by what is known now.
_ENTRIES = """
    SELECT e.id AS entry_id, e.interpreter_id, e.language_tag, e.type, i.number, i.given_name, i.family_name,
           i.gender, m.county_code, m.name AS municipality, ec.category, i.modes, i.subjects,
           i.availability_level, l.valid * ec.valid AS valid, {km} AS km
      FROM entry e
      CROSS JOIN LATERAL (SELECT l.valid FROM entry_listing l WHERE l.entry_id = e.id
                          AND upper_inf(l.recorded) AND l.valid {holds} OFFSET 0) l
      CROSS JOIN LATERAL (SELECT ec.category, ec.valid FROM entry_category ec WHERE ec.entry_id = e.id
                          AND upper_inf(ec.recorded) AND ec.valid {holds} OFFSET 0) ec
      CROSS JOIN LATERAL (SELECT i.*, p.given_name, p.family_name, p.gender, p.municipality_code
                            FROM interpreter i JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
                           WHERE i.id = e.interpreter_id AND i.inactive_since IS NULL {apart}) i
      JOIN municipality m ON m.code = i.municipality_code
      {place}
     WHERE {filters}
"""

PLACE = "CROSS JOIN (SELECT lat, lon FROM municipality WHERE code = :municipality) here"
KM = f"""
    CAST(:road_factor AS double precision) * 2 * {EARTH_RADIUS_KM} * asin(least(1, sqrt(
        sin(radians(m.lat - here.lat) / 2) ^ 2
        + cos(radians(here.lat)) * cos(radians(m.lat)) * sin(radians(m.lon - here.lon) / 2) ^ 2)))
"""
_BUCKET = "CASE WHEN km IS NULL THEN 0 ELSE " + " + ".join(f"(km > {km})::int" for km in BUCKETS_KM) + " END"

FILTERS = {
    "language": "e.language_tag = :language",
    "type": "e.type = :type",
    "mode": "i.modes @> ARRAY[CAST(:mode AS text)]",
    "clearance": "i.has_clearance",
    "number": "i.number = :number",
    # the index is asked once per spelling: nearest names first, never the whole table
    "names": """i.person_id IN (SELECT near.id FROM unnest(CAST(:names AS text[])) AS asked(name)
        CROSS JOIN LATERAL (SELECT id FROM person WHERE name_folded %> asked.name
                            ORDER BY name_folded <->> asked.name LIMIT 200) near)""",
    "distance": f"{KM} <= CAST(:max_km AS double precision)",
}

_FLAGS = """
    SELECT c.*, c.category <= :least_category AS ok_category,
           (CAST(:gender AS text) IS NULL OR c.gender = :gender) AS ok_gender,
           (CAST(:county AS text) IS NULL OR c.county_code = :county) AS ok_county,
           (CAST(:subject AS text) IS NULL OR c.subjects @> ARRAY[CAST(:subject AS text)]) AS ok_subject,
           {availability} AS availability
      FROM candidate c {calendar}
"""

_DRAW = "sha256(convert_to(concat_ws('|', CAST(:drawn_on AS text), number, language_tag, type), 'UTF8'))"

# Everything else the person is listed with, a line for each, read in the same journey to the server.
_ALL_ENTRIES = """
    ARRAY(SELECT concat_ws(' ', e.language_tag, e.type, ec.category)
            FROM entry e
            JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:at AS timestamptz)
            JOIN entry_category ec
              ON ec.entry_id = e.id AND upper_inf(ec.recorded) AND ec.valid @> CAST(:at AS timestamptz)
           WHERE e.interpreter_id = s.interpreter_id ORDER BY ec.category, e.language_tag, e.type)
"""

_ANSWER = f"""
    , possible AS (SELECT * FROM judged WHERE availability IS DISTINCT FROM 'busy')
    , shown AS (
        SELECT *, row_number() OVER (PARTITION BY category ORDER BY availability, {_BUCKET}, {_DRAW}) AS n
          FROM possible WHERE ok_category AND ok_gender AND ok_county AND ok_subject)
    SELECT 'row' AS kind, category AS key, n AS amount, s.interpreter_id, s.entry_id, number, given_name,
           family_name, gender, county_code, municipality, language_tag, type, modes, subjects,
           availability_level, availability, km, {_ALL_ENTRIES} AS entries
      FROM shown s WHERE n > :skip AND n <= :skip + :per_category
    UNION ALL SELECT 'shown', category, count(*), {{nulls}} FROM shown GROUP BY category
    UNION ALL SELECT 'availability', availability, count(*), {{nulls}} FROM shown GROUP BY availability
    UNION ALL SELECT 'category', category, count(*), {{nulls}} FROM possible
               WHERE ok_gender AND ok_county AND ok_subject GROUP BY category
    UNION ALL SELECT 'gender', gender, count(*), {{nulls}} FROM possible
               WHERE ok_category AND ok_county AND ok_subject GROUP BY gender
    UNION ALL SELECT 'county', county_code, count(*), {{nulls}} FROM possible
               WHERE ok_category AND ok_gender AND ok_subject GROUP BY county_code
    UNION ALL SELECT 'subject', subject, count(*), {{nulls}} FROM possible, unnest(subjects) AS subject
               WHERE ok_category AND ok_gender AND ok_county GROUP BY subject
    UNION ALL SELECT 'busy', NULL, count(*), {{nulls}} FROM judged
               WHERE availability = 'busy' AND ok_category AND ok_gender AND ok_county AND ok_subject
""".format(nulls=", ".join(["NULL"] * 16))

# Without a language somebody is listed once, by the best entry.
_BEST_ENTRY = """
    SELECT * FROM (
        SELECT every.*, row_number() OVER (PARTITION BY interpreter_id ORDER BY category, entry_id) AS nth
          FROM ({entries}) every) numbered WHERE nth = 1
"""


AT_ONE_TIME = "@> CAST(:at AS timestamptz)"
AT_SOME_TIME = "&& CAST(CAST(:horizon AS text) AS tstzrange)"


def candidates_sql(
    filters: list[str], *, with_place: bool, once_each: bool = False, holds: str = AT_ONE_TIME
) -> str:
    """The register's answer before anybody's calendar is looked at; each row says when it is `valid`."""
    entries = _ENTRIES.format(
        holds=holds,
        apart="" if {"names", "number"} & set(filters) else "OFFSET 0",
        km=KM if with_place else "CAST(NULL AS double precision)",
        place=PLACE if with_place else "",
        filters=" AND ".join(FILTERS[name] for name in filters) or "true",
    )
    return _BEST_ENTRY.format(entries=entries) if once_each else entries


@cache  # as many as there are choices of filters; reading the text for its parameters took longer than sending it
def search_statement(candidates: str, *, at_a_time: bool) -> TextClause:
    """The whole statement; `at_a_time` adds who is free then."""
    if at_a_time:
        flags = _FLAGS.format(
            availability=AVAILABILITY, calendar=f"CROSS JOIN w CROSS JOIN LATERAL ({CALENDAR}) k"
        )
        start = f"WITH w AS MATERIALIZED ({WINDOWS}), "
    else:
        flags = _FLAGS.format(availability="CAST(NULL AS text)", calendar="")
        start = "WITH "
    return text(
        f"{start}candidate AS MATERIALIZED ({candidates}), judged AS MATERIALIZED ({flags}) {_ANSWER}"
    )


def alternatives_sql(candidates: str) -> str:
    """How many are free in each of many windows, and the best category there; one row per window."""
    return f"""
        WITH w AS MATERIALIZED ({WINDOWS}),
        candidate AS MATERIALIZED ({candidates}),
        planned AS MATERIALIZED (
            SELECT c.*, k.* FROM candidate c CROSS JOIN LATERAL ({CALENDAR}) k
             WHERE c.category <= :least_category
               AND (CAST(:gender AS text) IS NULL OR c.gender = :gender)
               AND (CAST(:county AS text) IS NULL OR c.county_code = :county)
               AND (CAST(:subject AS text) IS NULL OR c.subjects @> ARRAY[CAST(:subject AS text)])),
        judged AS (
            SELECT w.n, p.category, {AVAILABILITY} AS availability
              FROM planned p CROSS JOIN w
             WHERE p.modes @> ARRAY[w.mode] AND p.valid @> lower(w.period)
               AND (w.mode <> 'in_person' OR CAST(:max_km AS float) IS NULL OR p.km <= CAST(:max_km AS float)))
        SELECT n, count(*) AS free, count(*) FILTER (WHERE category <= 'C') AS highly_qualified,
               min(category) AS best
          FROM judged WHERE availability = 'free' GROUP BY n
    """
