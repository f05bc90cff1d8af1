"""The fields of society an interpreter can know: the top level of the sectors."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key

OTHER = "ANNET"


@dataclass(frozen=True, slots=True)
class Subject:
    """One field, such as health or child welfare."""

    code: str
    name_nb: str
    name_nn: str
    name_en: str

    def name(self, form: str) -> str:
        """The name in a written form."""
        return {"nn": self.name_nn, "en": self.name_en}.get(form, self.name_nb)


_SUBJECTS = text(
    """
    SELECT code, name_nb, name_nn, name_en FROM sector
     WHERE parent_code IS NULL AND valid_from <= :on AND (valid_to IS NULL OR valid_to >= :on)
    """
)


async def subjects(session: Session, *, on: date) -> tuple[Subject, ...]:
    """The fields on a date, in Norwegian alphabetical order with «Annet» last."""
    found = [Subject(*row) for row in await session.execute(_SUBJECTS, {"on": on})]
    return tuple(sorted(found, key=lambda each: (each.code == OTHER, sort_key(each.name_nb))))


_SECTORS = text("SELECT code, name_nb, name_nn FROM sector")


async def sector_names(session: Session, *, form: str) -> dict[str, str]:
    """The name of every sector, of both levels, by code."""
    rows = await session.execute(_SECTORS)
    return {row.code: row.name_nn if form == "nn" else row.name_nb for row in rows}
