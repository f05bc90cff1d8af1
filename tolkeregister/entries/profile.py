"""What interpreters say about themselves: the ways of working and the subjects they know. Nobody has checked it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed
from tolkeregister.entries.models import Mode

_SET = text(
    """
    UPDATE interpreter SET modes = CAST(:modes AS text[]), subjects = CAST(:subjects AS text[]) WHERE id = :id
    RETURNING number
    """
)
_KNOWN_SUBJECTS = text(
    "SELECT count(*) FROM sector WHERE parent_code IS NULL AND code = ANY(CAST(:subjects AS text[]))"
)


async def describe_oneself(
    session: Session, actor: Actor, *, modes: Collection[str], subjects: Collection[str], now: datetime
) -> None:
    """Replace the actor's own modes (at least one) and subjects; searches and new queues use them at once.

    Raises NotAllowed for one who is no interpreter, Invalid for a code that does not exist.
    """
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    own_modes = [each.value for each in Mode if each.value in set(modes)]
    if not own_modes or len(own_modes) != len(set(modes)):
        raise Invalid(reason("mode_missing", field="modes"))
    own_subjects = sorted(set(subjects))
    known = (await session.execute(_KNOWN_SUBJECTS, {"subjects": own_subjects})).scalar_one()
    if known != len(own_subjects):
        raise Invalid(reason("unspecified", field="subjects"))
    values = {"modes": own_modes, "subjects": own_subjects, "id": actor.interpreter_id}
    number = (await session.execute(_SET, values)).scalar_one()
    audit.record(session, actor, "interpreter.described", "interpreter", number, now=now, modes=own_modes,
                 subjects=own_subjects)  # fmt: skip
