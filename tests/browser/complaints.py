"""A complaint for the browser tests: handled, with the interpreter heard and a public body asked.

Three others stand where the officer is offered what this one no longer offers, or does not yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.complaints import WARNING, a_complaint, decided, everyone_declares, temporarily_excluded
from tests.builders.hearings import a_heard_complaint, a_representative
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.complaints.clocking import suspend
from tolkeregister.complaints.heard.access import heard_in_person
from tolkeregister.complaints.heard.documents import documents_of
from tolkeregister.complaints.heard.file_access import ask_access
from tolkeregister.complaints.heard.more_time import ask_more_time
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.information import Questions, ask_information
from tolkeregister.complaints.intake import assign, declare
from tolkeregister.complaints.queries import complaint_page
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.pages.complaints.actions import offered

_ADDRESS = text("SELECT data ->> 'path' FROM mail_message WHERE template = 'information_asked'")


@dataclass(frozen=True, slots=True)
class WalkedComplaint:
    """A complaint by its addresses: for officers, a public body, the interpreter and their representative.

    `own_bare` is another one, where the interpreter has not done anything yet. `offers` has the address of each thing
    the officer may do, in a complaint where it is offered.
    """

    address: str
    asked: str
    own: str
    own_bare: str
    representative: str
    asked_paper: int
    offers: Mapping[str, str]


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
    heard = await heard_in_person(session, person.actor, built.number)
    other, token = await a_representative(session, heard, now=now)
    await ask_more_time(session, other, oslo_date(now) + timedelta(days=40), "Vi trenger tolk.", now=now)
    await ask_access(session, other, "Alt som gjelder oppdraget.", now=now)
    paper = next(each.id for each in await documents_of(session, built.id) if not each.is_open)
    bare, _ = await a_heard_complaint(session, now=now, tolk=person)
    await ask_information(session, bare.officer, bare.number, questions, now=now)
    numbers = (
        built.number,
        await _new(session, person, officer, now=now),
        await _excluded(session, officer, now=now),
        await _warned(session, officer, now=now),
    )
    return WalkedComplaint(
        f"/sak/varsel/{_in_address(built.number)}", asked, f"/min-side/sak/{_in_address(built.number)}",
        f"/min-side/sak/{_in_address(bare.number)}", f"/fullmektig/{token}", paper,
        await _offers(session, officer, numbers, now=now),
    )  # fmt: skip


async def _new(session: Session, person: BuiltInterpreter, officer: Actor, *, now: datetime) -> str:
    """In the officer's hands, and nothing said of what it is about."""
    built = await a_complaint(session, now=now, tolk=person)
    await declare(session, officer, built.number, "none", now=now)
    await assign(session, officer, built.number, now=now)
    return built.number


async def _excluded(session: Session, officer: Actor, *, now: datetime) -> str:
    """In another's hands, the clocks stopped, and the interpreter out of the register for the time being."""
    register_handlers()
    built = await a_complaint(session, now=now, basis=Basis.CONFIDENTIALITY)
    await temporarily_excluded(session, built, now=now)
    await everyone_declares(session, built, now=now)
    await declare(session, officer, built.number, "none", now=now)
    await suspend(session, built.officer, built.number, "Politiet etterforsker.", now=now)
    return built.number


async def _warned(session: Session, officer: Actor, *, now: datetime) -> str:
    """In another's hands, and decided."""
    built = await a_complaint(session, now=now, basis=Basis.CONFIDENTIALITY)
    await declare(session, officer, built.number, "none", now=now)
    await decided(session, built, WARNING, now=now)
    return built.number


async def _offers(
    session: Session, officer: Actor, numbers: tuple[str, ...], *, now: datetime
) -> Mapping[str, str]:
    """What the pages of these complaints offer the officer, each in the first one that does."""
    found: dict[str, str] = {}
    for number in numbers:
        page = await complaint_page(session, officer, number, now=now)
        for name, _ in offered(page):
            found.setdefault(name, f"/sak/varsel/{_in_address(number)}/gjor/{name}")
    return found


def _in_address(number: str) -> str:
    return number.replace("/", "-")
