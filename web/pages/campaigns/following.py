"""/sak/kampanjer: every campaign, one of them by answer, as a file, letting somebody be, and stopping it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.campaigns.commands import exempt, stop_campaign
from tolkeregister.campaigns.models import ExemptReason, MemberState
from tolkeregister.campaigns.queries import MemberLine, campaign, campaigns, members
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.oslo_time import in_oslo
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from web.pages.campaigns.starting import LIST, PER_PAGE
from web.pages.directorate.staff_page import STAFF, page_number, render_staff
from web.pages.downloads import CSV, as_file
from web.pages.interpreter.own_page import possible_id
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.labels import LABELS
from web.view.render import Notice
from web.view.texts import N_, texts_in

ONE = f"{LIST}/{{campaign_id:int}}"
FILE = f"{ONE}/svar.csv"
COLUMNS = ("tolkenummer", "navn", "svar", "spurt", "paminnelser", "besvart")
# How the states are called in an address, in the order of the page.
STATES: Mapping[str, MemberState] = MappingProxyType(
    {
        "venter": MemberState.WAITING, "bekreftet": MemberState.CONFIRMED, "vil-ut": MemberState.WANTS_OUT,
        "ikke-aktiv": MemberState.INACTIVE, "tilbake": MemberState.RETURNED, "unntatt": MemberState.EXEMPTED,
        "ute": MemberState.LEFT, "stanset": MemberState.RELEASED,
    }
)  # fmt: skip
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "startet": N_("Kampanjen er startet. E-posten går ut i løpet av noen minutter."),
        "stanset": N_("Kampanjen er stanset. Ingen flere blir spurt, og ingen blir satt som «ikke aktiv»."),
        "unntatt": N_("Tolken er unntatt og blir ikke spurt mer i denne kampanjen."),
    }
)


@get(LIST, include_in_schema=False, guards=STAFF)
async def show_campaigns(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The newest first, with how far each has come."""
    return await render_staff(
        request, session, actor, "campaigns/list.html", now=now, found=await campaigns(session, actor),
        today=oslo_date(now), may_start=actor.has(Role.ADMINISTRATOR),
    )  # fmt: skip


@get(ONE, include_in_schema=False, guards=STAFF)
async def show_campaign(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], campaign_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """How far it has come, and those in one state by name; first those nobody has heard from."""
    found = await campaign(session, actor, possible_id(campaign_id))
    asked = request.query_params.get("svar", "")
    fallback = next((word for word, state in STATES.items() if found.counts.get(state)), "venter")
    word = asked if asked in STATES else fallback
    page = page_number(request.query_params.get("side"))
    lines = await members(session, actor, found.id, state=STATES[word], page=page, per_page=PER_PAGE)
    saved = _NOTICES.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "campaigns/one.html", now=now, found=found, phase=found.phase(oslo_date(now)),
        states=STATES, word=word, lines=lines[:PER_PAGE], page=page,
        pages=max(1, -(-found.counts.get(STATES[word], 0) // PER_PAGE)), reasons=tuple(ExemptReason),
        may_stop=actor.has(Role.ADMINISTRATOR), here=f"{LIST}/{found.id}",
        notice=Notice(texts_in(written_form(request)).gettext(saved)) if saved else None,
    )  # fmt: skip


@post(
    ONE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def act(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], campaign_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """Stop it, or let one person be."""
    sent = await request.form()
    what, _, whom = str(sent.get("handling", "")).partition(":")
    here = f"{LIST}/{possible_id(campaign_id)}"
    match what:
        case "stans":
            await stop_campaign(session, actor, campaign_id, now=now)
            return see_other(request, here, lagret="stanset")
        case "unnta":
            await exempt(session, actor, campaign_id, whom[:20], str(sent.get("grunn", "")), now=now)
            return see_other(request, here, lagret="unntatt", svar="unntatt")
        case _:
            raise NotFound


@get(FILE, include_in_schema=False, guards=STAFF)
async def download(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    campaign_id: FromPath[int],
) -> Response[bytes]:  # fmt: skip
    """Everybody in it, as a file that Norwegian Excel opens right."""
    found = await campaign(session, actor, possible_id(campaign_id))
    content = answers_file(await members(session, actor, found.id), texts_in(written_form(request)).gettext)
    return as_file(content, f"kampanje-{found.id}.csv", CSV)


def answers_file(lines: Sequence[MemberLine], say: Callable[[str], str]) -> bytes:
    """One line for each person; moments in Norwegian time, cells no spreadsheet reads as a formula."""
    rows = [
        (
            each.number, each.name, say(LABELS["campaign_state"][each.state]), _moment(each.asked_at),
            str(each.reminders), _moment(each.answered_at),
        )
        for each in lines
    ]  # fmt: skip
    return excel_csv([COLUMNS, *rows])


def _moment(at: datetime | None) -> str:
    return "" if at is None else in_oslo(at).strftime("%Y-%m-%d %H:%M")
