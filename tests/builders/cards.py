"""A card, a photograph that waits, a report, and a system that is told of changes."""

from datetime import datetime
from io import BytesIO

from PIL import Image

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.feed.receivers import register_system
from tolkeregister.tolkebevis.commands import make_card, report_mismatch
from tolkeregister.tolkebevis.keys import ensure_key
from tolkeregister.tolkebevis.photos import send_photo


def a_photo() -> bytes:
    """A picture of nobody."""
    made = BytesIO()
    Image.new("RGB", (400, 500), "teal").save(made, "JPEG")
    return made.getvalue()


async def cards_and_systems(
    session: Session, holder: Actor, number: str, administrator: Actor, *, secret_key: str, now: datetime
) -> tuple[str, int]:
    """One of each; returns the card's public id and the id of the system, whose host does not exist."""
    await ensure_key(session, secret_key, now=now)
    card = await make_card(session, holder, secret_key, None, now=now)
    await send_photo(session, holder, a_photo(), now=now)
    await report_mismatch(session, number, "other_person", now.date(), "", now=now)
    signed_in = Actor(account_id=administrator.account_id, roles=frozenset({Role.ADMINISTRATOR}))
    system = await register_system(
        session, signed_in, "Fagsystemet", "https://fag.invalid/inn", plain_allowed=False, now=now
    )
    return card, system
