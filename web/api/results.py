"""/api/v1/resultater: the files of results the page takes, or rows as fields, from the institutions' own systems."""

from datetime import datetime
from typing import Literal

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_202_ACCEPTED
from msgspec import Struct

from qualification.imports.commands import LARGEST_FILE, receive_results
from qualification.imports.queries import MOST_SHOWN, ResultFileLine, result_file, result_findings
from qualification.imports.rules.columns import COLUMNS
from qualification.imports.rules.findings import WARNINGS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database, Session
from web.api.bodies import rows_operation
from web.api.sent_files import NOT_KEPT, for_machines, name_of, sent_file
from web.pages.page import WebRequest
from web.security.machines import result_machine
from web.security.rates import API, SUBMIT, at_most
from web.view.labels import LABELS

RESULTS = "/api/v1/resultater"
MACHINE = for_machines("resultater")
_HEADERS = tuple(column.header for column in COLUMNS)
_BODY = (
    "En fil (48 MB), eller rader (10 MB). Rad n er linje n + 1 i lista over feil, for overskriftene er linje 1. "
    "De samme radene to ganger er den samme filen."
)
_STATES: dict[str, Literal["mottatt", "ferdig", "avvist"]] = {
    "received": "mottatt", "done": "ferdig", "refused": "avvist",
}  # fmt: skip


class ResultaterMottatt(Struct, frozen=True):
    """Filen er mottatt. `ny` er usann når de samme bytene er sendt før; da er det den samme filen."""

    fil: int
    ny: bool
    adresse: str


class Resultatfil(Struct, frozen=True):
    """Kvitteringen når filen er lest. `feil` er antall etter kode, `usikre` kandidater en saksbehandler ser på.

    `ukjente` er kandidater registeret ikke kjenner ennå; resultatene deres venter.
    """

    fil: int
    navn: str
    mottatt: datetime
    tilstand: Literal["mottatt", "ferdig", "avvist"]
    avvist_kode: str | None
    avvist_forklaring: str | None
    rader: int
    nye: int
    rettet: int
    uendret: int
    avvist: int
    gjenkjente: int
    usikre: int
    ukjente: int
    feil: dict[str, int]


class Resultatfeil(Struct, frozen=True):
    """Noe som var galt i en celle, og hva som skal gjøres. Innhold om en person gjentas aldri."""

    linje: int
    kolonne: str
    kode: str
    alvorlighet: Literal["feil", "advarsel"]
    innhold: str
    forklaring: str


class Resultatfeilliste(Struct, frozen=True):
    """De første 500, i linjenes rekkefølge."""

    antall: int
    feil: tuple[Resultatfeil, ...]


@post(RESULTS, summary="Send resultater", guards=[at_most(SUBMIT), result_machine], status_code=HTTP_202_ACCEPTED,
      request_max_body_size=LARGEST_FILE, operation_class=rows_operation(COLUMNS, _BODY), **MACHINE)  # fmt: skip
async def post_results(
    request: WebRequest, now: NamedDependency[datetime], actor: NamedDependency[Actor]
) -> Response[ResultaterMottatt]:
    """The body is the file (CSV or XLSX), or JSON `{"rader": [{"kandidatnummer": …}]}` with the template's headings."""
    database: Database = request.app.state.database
    async with (
        sent_file(request, largest=LARGEST_FILE, headers=_HEADERS) as held,
        database.writing() as session,
    ):
        received = await receive_results(
            session, actor, held.read(), file_name=name_of(request), via="api", now=now
        )
    where = f"{RESULTS}/{received.upload_id}"
    told = ResultaterMottatt(received.upload_id, received.is_new, where)
    return Response(told, headers={"location": where})


@get(f"{RESULTS}/{{fil:int}}", summary="Hvor langt en fil med resultater er kommet, og kvitteringen",
     guards=[at_most(API), result_machine], **MACHINE)  # fmt: skip
async def get_results(
    session: NamedDependency[Session], actor: NamedDependency[Actor], fil: FromPath[int]
) -> Response[Resultatfil]:
    """The state, or the receipt."""
    return Response(_told(await result_file(session, actor, fil)), headers=NOT_KEPT)


@get(f"{RESULTS}/{{fil:int}}/feil", summary="Hva som var galt i en fil med resultater, linje for linje",
     guards=[at_most(API), result_machine], **MACHINE)  # fmt: skip
async def get_result_findings(
    session: NamedDependency[Session], actor: NamedDependency[Actor], fil: FromPath[int]
) -> Response[Resultatfeilliste]:
    """The first of them."""
    found = await result_file(session, actor, fil)
    words = LABELS["result_finding"]
    told = tuple(
        Resultatfeil(each.line, each.column, each.code, "advarsel" if each.code in WARNINGS else "feil", each.value,
                     words[each.code])
        for each in await result_findings(session, actor, fil, most=MOST_SHOWN)
    )  # fmt: skip
    return Response(Resultatfeilliste(sum(found.counts.values()), told), headers=NOT_KEPT)


def _told(found: ResultFileLine) -> Resultatfil:
    why = LABELS["result_refused"][found.refused_code] if found.refused_code else None
    return Resultatfil(
        fil=found.id, navn=found.file_name, mottatt=found.received_at, tilstand=_STATES[found.state],
        avvist_kode=found.refused_code, avvist_forklaring=why, rader=found.rows_read, nye=found.rows_new,
        rettet=found.rows_corrected, uendret=found.rows_unchanged, avvist=found.rows_refused,
        gjenkjente=found.people_known, usikre=found.people_asked, ukjente=found.people_unknown,
        feil=dict(found.counts),
    )  # fmt: skip


RESULTS_API = (post_results, get_results, get_result_findings)
