"""A file of a report, as an officer opens it: cleaned, to be kept and not shown as a page, and noted each time."""

from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from tolkeregister.complaints.queries import complaint_page
from tolkeregister.complaints.reporting.desk import open_attachment
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.settings import Settings
from web.dependencies import LOOKS
from web.pages.directorate.staff_page import STAFF
from web.pages.downloads import as_file

LARGEST_ID = 2**31 - 1
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@get("/sak/varsel/{number:str}/melding/{document_id:int}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def open_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], settings: NamedDependency[Settings],
    now: NamedDependency[datetime], number: FromPath[str], document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """For an officer who has declared to be impartial; NotFound for a file of another report."""
    if document_id > LARGEST_ID:
        raise NotFound(reason("document_not_found"))
    page = await complaint_page(session, actor, number.replace("-", "/"), now=now)
    vault = Vault.from_settings(settings)
    media_type, content = await open_attachment(session, actor, vault, page.id, document_id, now=now)
    answer = as_file(content, f"vedlegg-{document_id}.{ENDINGS[media_type]}", media_type)
    answer.headers["x-content-type-options"] = "nosniff"
    return answer
