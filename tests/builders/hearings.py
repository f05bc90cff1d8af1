"""A complaint whose interpreter has been asked what they think, and a representative who stands in."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tests.builders.complaints import BuiltComplaint, a_complaint
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.complaints.heard.access import Heard, heard_in_person, heard_through
from tolkeregister.complaints.heard.representatives import name_representative
from tolkeregister.complaints.heard.rules import Named
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

SHOWN, CONSIDERED = "█████ visste det dagen etter.", "Vi vurderer en advarsel."
ADVOCATE = "advokat@fullmakt.example"
_ADDRESS = text(
    "SELECT data ->> 'path' FROM mail_message WHERE template = 'representative_named' ORDER BY id DESC"
)


async def a_heard_complaint(
    session: Session, *, now: datetime, tolk: BuiltInterpreter | None = None, days: int | None = None
) -> tuple[BuiltComplaint, Heard]:
    """Classified as a breach of confidentiality and sent to the interpreter; with the interpreter's own way in."""
    built = await a_complaint(session, now=now, tolk=tolk, basis=Basis.CONFIDENTIALITY)
    await hear(session, built.officer, built.number, SHOWN, CONSIDERED, days=days, now=now)
    return built, await heard_in_person(session, built.tolk.actor, built.number)


async def a_representative(session: Session, heard: Heard, *, now: datetime) -> tuple[Heard, str]:
    """Somebody the interpreter has named, as they reach the case, and their address."""
    power = Named("Ada Advokat", ADVOCATE, True, oslo_date(now) - timedelta(days=1))
    await name_representative(session, heard, power, now=now)
    path = (await session.execute(_ADDRESS)).scalars().first()
    assert path is not None
    token = path.removeprefix("/fullmektig/")
    return await heard_through(session, token, now=now), token
