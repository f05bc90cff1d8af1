"""Giving changes their place in line. One transaction at a time numbers what others have committed.

So a reader who has seen position 17 will never be given a 16 afterwards, however transactions end (docs/beslutninger).
"""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue

PUBLISH, DELIVER = "feed.publish", "feed.deliver"
MOST_AT_ONCE = 2_000
STATE_NOW = """
    SELECT e.id AS entry_id, c.category, least(upper(l.valid), upper(c.valid)) AS holds_until
      FROM entry e
      JOIN interpreter i ON i.id = e.interpreter_id
      JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
"""

# Held until the transaction ends, and by then what it numbered can be seen by the next.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('feed.publish'))")
_NUMBER = text(
    f"""
    WITH waiting AS (
        SELECT id, entry_id FROM register_change WHERE position IS NULL ORDER BY id LIMIT :most
    ), placed AS (
        SELECT w.id, w.entry_id, row_number() OVER (ORDER BY w.id) AS place,
               row_number() OVER (PARTITION BY w.entry_id ORDER BY w.id) AS own_place FROM waiting w
    )
    UPDATE register_change r
       SET position = (SELECT coalesce(max(position), 0) FROM register_change) + placed.place,
           sequence = placed.own_place
                    + (SELECT coalesce(max(s.sequence), 0) FROM register_change s WHERE s.entry_id = placed.entry_id),
           category = (SELECT state.category FROM ({STATE_NOW} WHERE e.id = placed.entry_id) state)
      FROM placed WHERE r.id = placed.id RETURNING r.id
    """
)
# What begins or ends by itself: the last that was told differs from what holds now.
_BY_TIME = text(
    f"""
    INSERT INTO register_change (entry_id, cause)
    SELECT told.entry_id, 'time'
      FROM (SELECT DISTINCT ON (entry_id) entry_id, category FROM register_change WHERE position IS NOT NULL
             ORDER BY entry_id, position DESC) told
      LEFT JOIN ({STATE_NOW}) found ON found.entry_id = told.entry_id
     WHERE found.category IS DISTINCT FROM told.category
    ON CONFLICT (entry_id, made_in) WHERE position IS NULL DO NOTHING
    """
)
# The words that are signed are written once: every attempt sends the same.
_ADDRESS_MESSAGES = text(
    """
    INSERT INTO webhook_delivery (receiver_id, change_id, body, state, attempts, next_at, created_at)
    SELECT s.id, r.id, json_build_object(
               'type', 'oppforing.endret', 'timestamp', to_char(CAST(:now AS timestamptz) AT TIME ZONE 'UTC',
                                                                'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'data', json_build_object('lopenummer', r.position, 'nummer', i.number, 'sprak', e.language_tag,
                                         'type', CASE e.type WHEN 'speech' THEN 'tale' WHEN 'sign' THEN 'tegn'
                                                 WHEN 'speech_to_text' THEN 'skrive' ELSE 'dovblinde' END,
                                         'sekvens', r.sequence, 'gyldig', r.category IS NOT NULL,
                                         'kategori', r.category))::text,
           'waiting', 0, :now, :now
      FROM register_change r JOIN entry e ON e.id = r.entry_id JOIN interpreter i ON i.id = e.interpreter_id
     CROSS JOIN webhook_receiver s
     WHERE r.id = ANY(CAST(:changes AS bigint[])) AND s.ended_at IS NULL
     ORDER BY r.position
    ON CONFLICT (receiver_id, change_id) DO NOTHING
    RETURNING receiver_id
    """
)


async def publish_changes(session: Session, *, now: datetime) -> int:
    """Number what has been committed and write the messages about it; returns how many changes. Safe to run twice."""
    await session.execute(_ONE_AT_A_TIME)
    numbered = (await session.execute(_NUMBER, {"now": now, "most": MOST_AT_ONCE})).scalars().all()
    if not numbered:
        return 0
    values = {"changes": list(numbered), "now": now}
    systems = set((await session.execute(_ADDRESS_MESSAGES, values)).scalars())
    for each in sorted(systems):
        await enqueue(session, DELIVER, key=f"{DELIVER}:{each}", receiver_id=each)
    if len(numbered) == MOST_AT_ONCE:
        await enqueue(session, PUBLISH, key=PUBLISH)
    return len(numbered)


async def note_passing_of_time(session: Session, *, now: datetime) -> None:
    """A listing or category that begins or ends at this time is a change, though nobody writes. Safe to run twice."""
    await session.execute(_ONE_AT_A_TIME)
    await session.execute(_BY_TIME, {"now": now})
