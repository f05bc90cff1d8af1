"""Rounds and candidates, written straight to the tables."""

from datetime import date, timedelta
from itertools import count

from qualification.rounds.models import Candidate, Round
from qualification.rounds.rules.criteria import criteria_for
from tolkeregister.core.database import Session

_numbers = count(1)


async def a_round(
    session: Session, test: str = "tospraaktest", *, language: str | None = "so", held: date = date(2026, 10, 9),
    code: str = "2026-2", institution: str = "oslomet", opens: date | None = None, closes: date | None = None,
) -> int:  # fmt: skip
    """A round one could apply for from 60 to 20 days before it is held."""
    criteria = criteria_for(test, held)
    made = Round(
        institution_code=institution, test=test, code=code, language_tag=None if test == "tao" else language, place="",
        application_opens=opens or held - timedelta(days=60), application_closes=closes or held - timedelta(days=20),
        held_from=held, held_to=held, criteria=criteria.version, thresholds=dict(criteria.thresholds),
        aids=list(criteria.aids), synthetic=True,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    return made.id


async def a_candidate(session: Session, person_id: int | None = None, *, institution: str = "oslomet") -> int:
    """Somebody the institution knows, and perhaps the register."""
    made = Candidate(
        institution_code=institution, number=f"K{next(_numbers):06}", person_id=person_id, synthetic=True
    )
    session.add(made)
    await session.flush()
    assert made.id is not None
    return made.id
