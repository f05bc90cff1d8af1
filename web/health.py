"""Is the process alive, and is the service ready? Asked by the supervisor, by CI and by whoever operates it."""

from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from sqlalchemy import text

from tolkeregister.core.database import Database


@get("/helse/live", include_in_schema=False, sync_to_thread=False, name="health-live")
def live() -> str:
    """The process answers."""
    return "ok"


@get("/helse/klar", include_in_schema=False, name="health-ready")
async def ready(state: State) -> Response[dict[str, Any]]:
    """The database answers, is migrated and has its reference data. The worker's and the outbox's state are told."""
    database: Database = state.database
    try:
        async with database.reading() as session:
            languages = (await session.execute(text("SELECT count(*) FROM language"))).scalar_one()
            row = (await session.execute(text(
                "SELECT (SELECT version_num FROM alembic_version) AS version,"
                " (SELECT count(*) FROM job WHERE parked_at IS NOT NULL) AS parked,"
                " (SELECT count(*) FROM mail_message WHERE state = 'failed') AS mail_failed,"
                " (SELECT max(seen_at) FROM process_seen WHERE name = 'worker') AS worker_seen_at"
            ))).one()  # fmt: skip
    except Exception as problem:  # any failure means not ready
        answer = {"klar": False, "grunn": type(problem).__name__}
        return Response(answer, status_code=HTTP_503_SERVICE_UNAVAILABLE)
    worker = row.worker_seen_at
    answer = {"klar": languages > 0, "database": row.version, "parkerte_jobber": row.parked,
              "epost_feilet": row.mail_failed, "arbeider_sett": worker.isoformat() if worker else None}  # fmt: skip
    return Response(answer, status_code=HTTP_200_OK if languages else HTTP_503_SERVICE_UNAVAILABLE)
