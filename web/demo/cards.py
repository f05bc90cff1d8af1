"""What holders and those who check would have done with cards before the demo began: done by the worker at once."""

from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import text

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.settings import Settings
from tolkeregister.tolkebevis.commands import make_card, report_mismatch
from tolkeregister.tolkebevis.keys import ensure_key
from tolkeregister.tolkebevis.photos import send_photo

FILL_CARDS = "demo.fill_cards"
HOLDERS = 12
_HOLDERS = text(
    """
    SELECT i.id, i.number, a.id AS account_id
      FROM interpreter i JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN account a ON a.person_id = p.id
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
     WHERE NOT EXISTS (SELECT FROM interpreter_card)
     GROUP BY i.id, i.number, a.id, p.given_name, p.family_name
     ORDER BY (p.given_name, p.family_name) = ('Samira', 'Haddad') DESC, i.id LIMIT :most
    """
)
_CHECKED = text("INSERT INTO card_check_day (interpreter_id, day, count) VALUES (:id, :day, :count)")


class _Demo:
    """Set once when the worker starts."""

    secret_key = ""


def use_secret(settings: Settings) -> None:
    """The secret cards and keys are made of."""
    _Demo.secret_key = settings.secret_key


@job(FILL_CARDS)
async def fill_cards(session: Session, *, now: datetime) -> None:
    """Cards of some holders, checks of the last weeks, a drawn photograph that waits, and a report. Done once."""
    holders = (await session.execute(_HOLDERS, {"now": now, "most": HOLDERS})).all()
    await ensure_key(session, _Demo.secret_key, now=now)
    for place, each in enumerate(holders):
        actor = Actor(account_id=each.account_id, roles=frozenset({Role.INTERPRETER}), interpreter_id=each.id)
        with suppress(DomainError):
            await make_card(session, actor, _Demo.secret_key, None, now=now)
        for days in range(1, 25, 2 + place % 3):
            values = {
                "id": each.id,
                "day": oslo_date(now) - timedelta(days=days),
                "count": 1 + (days + place) % 4,
            }
            await session.execute(_CHECKED, values)
        if place == 1:
            await send_photo(session, actor, _drawn(), now=now)
            await report_mismatch(session, each.number, "other_person", oslo_date(now), "", now=now)


def _drawn() -> bytes:
    """A drawing of nobody, in the place of a photograph."""
    picture = Image.new("RGB", (720, 960), "#d9e6e9")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 640, 660, 1300), fill="#2f5d46")
    pen.ellipse((210, 190, 510, 600), fill="#b67c56")
    pen.pieslice((190, 150, 530, 560), 180, 360, fill="#2b1d18")
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
