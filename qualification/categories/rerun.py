"""Running rules again over everybody: those of the day, older or newer ones, or a draft (feature 84)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from qualification.categories.rules.comparing import Comparison, Subject, compare
from qualification.categories.rules.derive import EvidenceFact
from qualification.categories.rules.schemes import Scheme, scheme_at
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.entries.access import require_directorate

# Who stood in the register at an instant, with the category the register says today that they had then.
_SUBJECTS = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, e.language_tag, e.type, i.person_id, ec.category
      FROM entry e JOIN interpreter i ON i.id = e.interpreter_id JOIN person p ON p.id = i.person_id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:at AS timestamptz)
      LEFT JOIN entry_category ec ON ec.entry_id = e.id AND upper_inf(ec.recorded)
       AND ec.valid @> CAST(:at AS timestamptz)
     ORDER BY e.id
    """
)
_EVIDENCE = text(
    """
    SELECT person_id, kind, language_tag, type, lower(valid) AS valid_from, upper(valid) AS valid_to
      FROM evidence WHERE upper_inf(recorded) AND valid @> CAST(:at AS timestamptz) AND NOT lower_inf(valid)
    """
)


@dataclass(frozen=True, slots=True)
class Rerun:
    """What was compared: the rules of that day against others, or against what the register says."""

    at: datetime
    of_the_day: Scheme
    other: Scheme
    comparison: Comparison


async def rerun(session: Session, actor: Actor, other: Scheme | None, *, at: datetime) -> Rerun:
    """Everybody listed at an instant by the rules of that day against `other`.

    Without `other` the rules of that day are run again and compared with what the register says: no difference is
    what it must show. Evidence is what is known now. Raises Invalid before 2020, when there were no letters.
    """
    require_directorate(actor)
    of_the_day = scheme_at(at, await schemes_in_force(session))
    if of_the_day is None:
        raise Invalid(reason("no_scheme_in_force", field="dato"))
    evidence: dict[int, list[EvidenceFact]] = defaultdict(list)
    for row in await session.execute(_EVIDENCE, {"at": at}):
        evidence[row.person_id].append(
            EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to)
        )
    subjects = [Subject(*row) for row in await session.execute(_SUBJECTS, {"at": at})]
    before, after = (of_the_day, other) if other is not None else (None, of_the_day)
    return Rerun(at, of_the_day, after, compare(subjects, evidence, before=before, after=after, at=at))
