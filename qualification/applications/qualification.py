"""The qualification from the EEA or Switzerland that an application asks to have recognised (rule A7)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.applications.access import own_application
from qualification.applications.models import ApplicationState, Basis, ForeignQualification
from qualification.applications.rules.countries import is_recognised_from
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict

_SAID = text(
    """
    SELECT country, basis, qualification, institution, earned_on FROM foreign_qualification
     WHERE application_id = :id
    """
)


@dataclass(frozen=True, slots=True)
class QualificationSaid:
    """As the applicant tells of it. `country` is where it was earned or recognised, never a nationality (rule P4)."""

    country: str
    basis: str  # earned | recognised
    name: str
    institution: str
    earned_on: date


async def say_qualification(
    session: Session, actor: Actor, application_id: int, said: QualificationSaid, *, now: datetime
) -> None:
    """Keep it with the draft. Raises Invalid for another country and a day to come, Conflict once it is sent."""
    found = await own_application(session, actor, application_id)
    if found.state != ApplicationState.DRAFT:
        raise conflict("application_sent")
    if not is_recognised_from(said.country, oslo_date(now)):
        raise Invalid(reason("country_not_in_the_eea", field="land"))
    if said.basis not in set(Basis):
        raise Invalid(reason("part_missing_qualification", field="hvordan"))
    if said.earned_on > oslo_date(now):
        raise Invalid(reason("issued_in_the_future", field="utstedt"))
    kept = await session.get(ForeignQualification, application_id) or ForeignQualification(
        application_id=application_id, country="", basis="", qualification="", institution="",
        earned_on=said.earned_on,
    )  # fmt: skip
    kept.country, kept.basis, kept.earned_on = said.country, said.basis, said.earned_on
    kept.qualification, kept.institution = said.name, said.institution
    session.add(kept)
    await session.flush()


async def qualification_of(session: Session, application_id: int) -> QualificationSaid | None:
    """What was told. Who may read it is asked before."""
    row = (await session.execute(_SAID, {"id": application_id})).one_or_none()
    return QualificationSaid(*row) if row else None
