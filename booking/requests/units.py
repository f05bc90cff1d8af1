"""The units somebody may order for."""

from dataclasses import dataclass

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key

_UNITS = text(
    """
    SELECT id, name, municipality_code, address FROM unit
     WHERE organisation_id = :organisation AND (CAST(:unit AS int) IS NULL OR id = :unit)
    """
)


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A unit and where it is."""

    id: int
    name: str
    municipality_code: str
    address: str


async def own_units(session: Session, actor: Actor) -> tuple[UnitPlace, ...]:
    """The booker's own unit, or for whoever orders for the whole body every unit of it, in Norwegian order."""
    rows = await session.execute(_UNITS, {"organisation": actor.organisation_id, "unit": actor.unit_id})
    return tuple(sorted((UnitPlace(*row) for row in rows), key=lambda each: (sort_key(each.name), each.id)))
