"""A complaint for the browser tests: handled, with the interpreter heard and a public body asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tests.builders.complaints import a_complaint
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.information import Questions, ask_information
from tolkeregister.complaints.intake import assign, declare
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

_ADDRESS = text("SELECT data ->> 'path' FROM mail_message WHERE template = 'information_asked'")


@dataclass(frozen=True, slots=True)
class WalkedComplaint:
    """A complaint by its address, and the address where a public body answers."""

    address: str
    asked: str


async def complaint_to_walk(
    session: Session, person: BuiltInterpreter, officer: Actor, *, now: datetime
) -> WalkedComplaint:
    """About `person`, in the hands of `officer`."""
    built = await a_complaint(session, now=now, tolk=person, basis=Basis.CONFIDENTIALITY)
    await declare(session, officer, built.number, "none", now=now)
    await assign(session, officer, built.number, now=now)
    questions = Questions("Nav Lillevik", "post@nav.example", "Ble oppdraget gjennomført?")
    await ask_information(session, officer, built.number, questions, now=now)
    await hear(session, officer, built.number, "Naboen visste det.", "Vi vurderer en advarsel.", now=now)
    asked = (await session.execute(_ADDRESS)).scalar_one()
    return WalkedComplaint(f"/sak/varsel/{built.number.replace('/', '-')}", asked)
