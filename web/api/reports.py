"""/api/v1/rapporter: the same reports as the page takes, from the reporters' own systems."""

from datetime import datetime
from typing import Literal

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_202_ACCEPTED
from msgspec import Struct

from booking.reports.commands import LARGEST_FILE, receive_upload
from booking.reports.downloads import findings_csv
from booking.reports.queries import MOST_SHOWN, Upload, findings, upload
from booking.reports.rules.columns import COLUMNS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database, Session
from web.api.bodies import rows_operation
from web.api.sent_files import NOT_KEPT, for_machines, name_of, pieces, sent_file
from web.pages.page import WebRequest
from web.security.machines import reporting_machine
from web.security.rates import API, SUBMIT, at_most
from web.view.labels import LABELS

REPORTS = "/api/v1/rapporter"
MACHINE = for_machines("rapporter")
_HEADERS = tuple(column.header for column in COLUMNS)
_BODY = (
    "En fil (256 MB), eller rader (10 MB). Rad n er linje n + 1 i lista over feil, for overskriftene er linje 1. "
    "De samme radene to ganger er den samme rapporten."
)

Tilstand = Literal["mottatt", "leses", "sammenlignes", "ferdig", "avvist"]
_STATES: dict[str, Tilstand] = {
    "received": "mottatt", "reading": "leses", "matching": "sammenlignes", "done": "ferdig", "refused": "avvist",
}  # fmt: skip
_SEVERITIES = {"error": "feil", "waiting": "venter", "warning": "advarsel"}


class RapportMottatt(Struct, frozen=True):
    """Filen er mottatt. `ny` er usann når de samme bytene er sendt før; da er det den samme rapporten."""

    rapport: int
    ny: bool
    adresse: str


class Rapport(Struct, frozen=True):
    """Hvor langt rapporten er kommet, og kvitteringen når den er ferdig. `feil` er antall etter kode."""

    rapport: int
    fil: str
    mottatt: datetime
    tilstand: Tilstand
    prosent: int
    avvist_kode: str | None
    avvist_forklaring: str | None
    rader: int
    nye: int
    rettet: int
    uendret: int
    trukket: int
    avvist: int
    venter: int
    sent: int
    etter_fristen: int
    feil: dict[str, int]
    halvaar: dict[str, int]


class Feil(Struct, frozen=True):
    """Noe som var galt i en celle, og hva som skal gjøres."""

    linje: int
    kolonne: str
    kode: str
    alvorlighet: str
    innhold: str
    forklaring: str


class Feilliste(Struct, frozen=True):
    """De første 1000; alle er i `alle`."""

    antall: int
    feil: tuple[Feil, ...]
    alle: str


@post(REPORTS, summary="Send en rapport", guards=[at_most(SUBMIT), reporting_machine], status_code=HTTP_202_ACCEPTED,
      request_max_body_size=LARGEST_FILE, operation_class=rows_operation(COLUMNS, _BODY), **MACHINE)  # fmt: skip
async def send_report(
    request: WebRequest, now: NamedDependency[datetime], actor: NamedDependency[Actor]
) -> Response[RapportMottatt]:
    """The body is the file (CSV or XLSX), or JSON `{"rader": [{"referanse": …}]}` with the headings of the template."""
    database: Database = request.app.state.database
    async with (
        sent_file(request, largest=LARGEST_FILE, headers=_HEADERS) as held,
        database.writing() as session,
    ):
        received = await receive_upload(
            session, actor, pieces(held), file_name=name_of(request), via="api", now=now
        )
    where = f"{REPORTS}/{received.upload_id}"
    told = RapportMottatt(received.upload_id, received.is_new, where)
    return Response(told, headers={"location": where})


@get(f"{REPORTS}/{{rapport:int}}", summary="Hvor langt en rapport er kommet, og kvitteringen",
     guards=[at_most(API), reporting_machine], **MACHINE)  # fmt: skip
async def read_report(
    session: NamedDependency[Session], actor: NamedDependency[Actor], rapport: FromPath[int]
) -> Response[Rapport]:
    """The state, or the receipt."""
    return Response(_told(await upload(session, actor, rapport)), headers=NOT_KEPT)


@get(
    f"{REPORTS}/{{rapport:int}}/feil",
    summary="Hva som var galt, linje for linje",
    guards=[at_most(API), reporting_machine],
    **MACHINE,
)
async def read_findings(
    session: NamedDependency[Session], actor: NamedDependency[Actor], rapport: FromPath[int]
) -> Response[Feilliste]:
    """The first thousand, and where all are."""
    found = await upload(session, actor, rapport)
    lines = await findings(session, actor, rapport, most=MOST_SHOWN)
    words = LABELS["report_finding"]
    told = tuple(
        Feil(each.line, each.column, each.code, _SEVERITIES[each.severity], each.value, words[each.code])
        for each in lines
    )
    return Response(Feilliste(found.total_findings, told, f"{REPORTS}/{rapport}/feil.csv"), headers=NOT_KEPT)


@get(
    f"{REPORTS}/{{rapport:int}}/feil.csv",
    summary="Alt som var galt, som CSV",
    guards=[at_most(API), reporting_machine],
    **MACHINE,
)
async def download_findings(
    session: NamedDependency[Session], actor: NamedDependency[Actor], rapport: FromPath[int]
) -> Response[bytes]:
    """Every finding that is kept, as Excel reads it."""
    content = await findings_csv(session, actor, rapport, LABELS["report_finding"])
    return Response(content, media_type="text/csv; charset=utf-8", headers=NOT_KEPT)


def _told(found: Upload) -> Rapport:
    why = LABELS["report_refused"][found.refused_code] if found.refused_code else None
    return Rapport(
        rapport=found.id, fil=found.file_name, mottatt=found.received_at, tilstand=_STATES[found.state],
        prosent=found.percent, avvist_kode=found.refused_code, avvist_forklaring=why, rader=found.rows_read,
        nye=found.rows_new, rettet=found.rows_changed, uendret=found.rows_unchanged, trukket=found.rows_withdrawn,
        avvist=found.rows_refused, venter=found.rows_waiting, sent=found.rows_late,
        etter_fristen=found.rows_after_cut_off, feil=dict(found.counts), halvaar=dict(found.periods),
    )  # fmt: skip


REPORTS_API = (send_report, read_report, read_findings, download_findings)
