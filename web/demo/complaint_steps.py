"""What the demo's scenes about complaints have in common: who takes part, and the first steps of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.intake import assign, classify, declare
from tolkeregister.complaints.reporting.commands import submit_report
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.models import Tie
from web.demo.complaint_reports import Told

_DAY = timedelta(days=1)
_MADE = text(
    "SELECT c.id, c.number FROM complaint_report r JOIN complaint c ON c.id = r.complaint_id WHERE r.id = :report"
)


@dataclass(frozen=True, slots=True)
class Member:
    """An interpreter a complaint is about."""

    person_id: int
    number: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody who takes part, and the day the demo lives on."""

    session: Session
    vault: Vault
    officer: Actor
    leader: Actor
    cast: dict[str, Member]
    now: datetime

    def ago(self, days: int) -> datetime:
        """So many days back, at the same hour."""
        return self.now - days * _DAY


@dataclass(frozen=True, slots=True)
class Made:
    """A complaint by its id and number."""

    id: int
    number: str


async def received(on: Stage, told: Told, days: int) -> Made:
    report = await submit_report(
        on.session, on.vault, told.report, told.code, files=told.files, now=on.ago(days)
    )
    row = (await on.session.execute(_MADE, {"report": report})).one()
    return Made(row.id, row.number)


async def classified(on: Stage, told: Told, days: int, basis: Basis) -> Made:
    """Received so many days ago; taken, read and classified in the two days after."""
    made = await received(on, told, days)
    await declare(on.session, on.officer, made.number, Tie.NONE, now=on.ago(days - 1))
    await assign(on.session, on.officer, made.number, now=on.ago(days - 1))
    await note_complaint_read(on.session, on.officer, made.id, now=on.ago(days - 1))
    await classify(on.session, on.officer, made.number, basis, now=on.ago(days - 2))
    return made


async def heard(on: Stage, made: Made, shown: str, days: int) -> int:
    considered = "Vi vurderer om du har brutt pliktene i tolkeloven, og om du skal få en reaksjon."
    return await hear(on.session, on.officer, made.number, shown, considered, now=on.ago(days))
