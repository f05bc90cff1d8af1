"""When a room is over nothing in it says who anybody was: labels, languages and secrets go, times and roles stay."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

_OVER = text(
    """
    WITH over AS (
        SELECT id FROM room WHERE wiped_at IS NULL AND (closes_at < :now OR ended_at < :now - interval '1 hour')
         ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED),
    cleared AS (
        UPDATE room_participant SET label = '', language_tag = NULL, public_id = NULL, seat_hash = NULL,
               page_id = NULL, admitted_at = NULL, joined_at = NULL
         WHERE room_id IN (SELECT id FROM over) RETURNING 1)
    UPDATE room SET wiped_at = :now, ended_at = coalesce(ended_at, closes_at), address = CASE topology WHEN 'own'
           THEN address END
     WHERE id IN (SELECT id FROM over) RETURNING id
    """
)


@job("rooms.wipe", every=timedelta(minutes=10))
async def wipe_rooms(session: Session, *, now: datetime) -> None:
    """Clear every room that is over. Safe to run twice."""
    await session.execute(_OVER, {"now": now})
