"""Reading what has been published. Pages, CSV and JSON-stat all come through here, so they show the same figures."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from booking.statistics.documents import from_document
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.tables import PublishedTable

_LATEST = text(
    """
    SELECT t.code, t.document, r.id, r.closed_through, r.definition_version, r.computed_at
      FROM published_table t JOIN statistics_release r ON r.id = t.release_id
     WHERE t.code = ANY(:codes) AND (CAST(:release AS integer) IS NULL OR r.id = CAST(:release AS integer))
       AND NOT EXISTS (SELECT FROM published_table n WHERE n.code = t.code AND n.release_id > t.release_id
                       AND CAST(:release AS integer) IS NULL)
    """
)
_INDEX = text(
    """
    SELECT DISTINCT ON (t.code) t.code, t.document->>'title' AS title, t.position, r.id, r.closed_through
      FROM published_table t JOIN statistics_release r ON r.id = t.release_id
     ORDER BY t.code, r.id DESC
    """
)


@dataclass(frozen=True, slots=True)
class Published:
    """A table with the release it is from."""

    table: PublishedTable
    release_id: int
    closed_through: date
    definition_version: str
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A table one can fetch."""

    code: str
    title: str
    release_id: int
    closed_through: date

    @property
    def year(self) -> int | None:
        """The year the table is about; None for the series of the nation."""
        last = self.code.rsplit("_", 1)[-1]
        return int(last) if last.isdigit() else None


async def published_tables(
    session: Session, codes: tuple[str, ...], *, release_id: int | None = None
) -> dict[str, Published]:
    """The newest edition of each table by code, or the one of a release; codes without a table are left out."""
    rows = await session.execute(_LATEST, {"codes": list(codes), "release": release_id})
    return {
        row.code: Published(
            from_document(row.document), row.id, row.closed_through, row.definition_version, row.computed_at
        )
        for row in rows
    }


async def sample_scale(session: Session) -> int | None:
    """S when the rows are a sample 1:S, else None."""
    value = await session.scalar(text("SELECT value FROM data_note WHERE key = 'scale'"))
    return int(value) if value and int(value) > 1 else None


async def published_index(session: Session) -> tuple[Listed, ...]:
    """Everything that is published, the series first, then the newest year's tables."""
    rows = sorted(await session.execute(_INDEX), key=lambda row: (row.position, row.code))
    return tuple(Listed(row.code, row.title, row.id, row.closed_through) for row in rows)
