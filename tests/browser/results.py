"""Results and bevilling for the browser tests: a file with a mistake and somebody unsure, and a bevilling of old."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.imports.commands import receive_results
from qualification.imports.work import read_upload
from tests.builders.answers import value
from tests.builders.rounds import a_round
from tests.qualification.imports.files import a_person, an_institution, file_of, line, number_for
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

BORN = date(1979, 2, 27)
_OLD = text(
    """
    INSERT INTO bevilling (number, person_id, language_tag, type, granted_at, legal_basis, reference, recorded_at,
                           synthetic)
    VALUES ('B-1999-7', :person, 'ar', 'speech', '1999-05-01', 'forskrift 1997', '99/117', :now, true)
    """
)


@dataclass(frozen=True, slots=True)
class WalkedResults:
    """Who sent the file, its number, the question it left, and the number of the bevilling."""

    institution: Actor
    upload_id: int
    question_id: int
    bevilling: str = "B-1999-7"


async def results_to_walk(session: Session, *, now: datetime) -> WalkedResults:
    """A row is good, a row has an impossible date, and one row's person has no number."""
    institution = await an_institution(session)
    await a_round(session)
    person = await a_person(session, number_for(BORN), given="Halima", family="Abdi", born=BORN)
    unsure = line(number="K9", given="Halima", family="Abdi", born=BORN, national_id="")
    content = file_of(unsure, line(number="K10", given="Ali", family="Nur", taken="31.02.2026"))
    received = await receive_results(
        session, institution, content, file_name="somali høst.csv", via="page", now=now
    )
    await session.flush()
    await read_upload(session, received.upload_id, now=now)
    await session.execute(_OLD, {"person": person, "now": now})
    question = int(await value(session, "SELECT max(id) FROM identity_question"))
    return WalkedResults(institution, received.upload_id, question)
