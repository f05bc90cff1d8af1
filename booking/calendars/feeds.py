"""A person's own choices: the private feed with its address, what it shows, and whether reminders come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Choice:
    """What one account has chosen. The address of the feed cannot be shown again: only a hash of it is kept."""

    wants_reminders: bool = True
    shows_details: bool = False
    feed_made_at: datetime | None = None


_READ = text(
    "SELECT wants_reminders, shows_details, token_made_at FROM calendar_choice WHERE account_id = :account"
)
_ADDRESS = text(
    """
    INSERT INTO calendar_choice (account_id, wants_reminders, shows_details, token_hash, token_made_at, changed_at)
    VALUES (:account, true, false, :hash, :made_at, :now)
    ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, token_made_at = excluded.token_made_at,
           changed_at = excluded.changed_at
    """
)
_CHOOSE = text(
    """
    INSERT INTO calendar_choice (account_id, wants_reminders, shows_details, changed_at)
    VALUES (:account, :wants_reminders, :shows_details, :now)
    ON CONFLICT (account_id) DO UPDATE SET wants_reminders = excluded.wants_reminders,
           shows_details = excluded.shows_details, changed_at = excluded.changed_at
    """
)


async def own_choice(session: Session, actor: Actor) -> Choice:
    """What the actor has chosen, or what holds until something is chosen."""
    row = (await session.execute(_READ, {"account": actor.account_id})).one_or_none()
    return Choice(*row) if row else Choice()


async def choose(
    session: Session, actor: Actor, *, wants_reminders: bool, shows_details: bool, now: datetime
) -> None:
    """Keep the choices; they hold from the next reminder and the next reading of the feed."""
    values = {
        "account": _owner(actor),
        "wants_reminders": wants_reminders,
        "shows_details": shows_details,
        "now": now,
    }
    await session.execute(_CHOOSE, values)
    audit.record(session, actor, "calendar.chosen", "account", actor.account_id, now=now,
                 wants_reminders=wants_reminders, shows_details=shows_details)  # fmt: skip


async def give_address(session: Session, actor: Actor, token_hash: str, *, now: datetime) -> None:
    """Make `token_hash` the actor's only feed; the address before it answers as one that never was, from now on."""
    values = {"account": _owner(actor), "hash": token_hash, "made_at": now, "now": now}
    await session.execute(_ADDRESS, values)
    audit.record(session, actor, "calendar.feed_made", "account", actor.account_id, now=now)


async def take_address_away(session: Session, actor: Actor, *, now: datetime) -> None:
    """The actor has no feed any more. Twice is once."""
    values = {"account": _owner(actor), "hash": None, "made_at": None, "now": now}
    await session.execute(_ADDRESS, values)
    audit.record(session, actor, "calendar.feed_removed", "account", actor.account_id, now=now)


def _owner(actor: Actor) -> int:
    if actor.account_id is None or not (actor.is_public_body or actor.interpreter_id is not None):
        raise NotAllowed(reason("no_calendar"))
    return actor.account_id
