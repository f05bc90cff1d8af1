"""/min-side/politiattest: what public bodies have recorded about the interpreter, and nothing else."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.certificates.queries import own_certificates
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.retention.rules.terms import Kept, rule_for
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest


@get("/min-side/politiattest", include_in_schema=False, guards=OWN)
async def show_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Every record, also those taken back."""
    return await render_own(
        request, session, actor, "certificates/own.html", now=now, found=await own_certificates(session, actor),
        kept_years=rule_for(Kept.CERTIFICATE_SEEN, oslo_date(now)).years,
    )  # fmt: skip
