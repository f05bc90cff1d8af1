"""/api/v1/statistikk: the published tables for programs, and a description of what there is."""

from datetime import date
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from msgspec import Struct

from booking.statistics.published import published_index
from booking.statistics.rules import RELEASE_DAY, SHARE_FLOOR
from booking.statistics.tables import DEFINITION_VERSION
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.core.statistics.disclosure import rule_on
from tolkeregister.core.statistics.tables import FLAGS
from web.api.answers import OpenToEverySite
from web.pages.page import WebRequest
from web.pages.statistics.files import FORMATS, file_answer, published_table, table_file
from web.security.rates import API, at_most


class TableInfo(Struct, frozen=True):
    """One table that can be fetched."""

    kode: str
    tittel: str
    utgave: int
    til_og_med: date
    adresse: str


class StatisticsConfig(Struct, frozen=True):
    """What there is, in which formats, under which limits and licence."""

    definisjon_versjon: str
    definisjon: str
    tabeller: list[TableInfo]
    formater: list[str]
    flagg: dict[str, str]
    minste_tall_som_vises: int
    minste_antall_for_andel: int
    publiseres_dag_i_maaneden: int
    lisens: str
    kontakt: str


OPEN: dict[str, Any] = {
    "tags": ["statistikk"], "include_in_schema": True, "guards": [at_most(API)], "middleware": [OpenToEverySite],
}  # fmt: skip


@get("/api/v1/statistikk/config", summary="Tabeller, formater, grenser og lisens", **OPEN)
async def statistics_config(session: NamedDependency[Session]) -> Response[StatisticsConfig]:
    """The committed list of tables as it is published now."""
    tables = [
        TableInfo(
            each.code, each.title, each.release_id, each.closed_through,
            f"/api/v1/statistikk/andel?tabell={each.code}",
        )
        for each in await published_index(session)
    ]  # fmt: skip
    config = StatisticsConfig(
        definisjon_versjon=DEFINITION_VERSION,
        definisjon="Gjennomførte oppdrag med tolk i kategori A–E i språket ved start, av alle gjennomførte oppdrag",
        tabeller=tables, formater=list(FORMATS), flagg=dict(FLAGS),
        minste_tall_som_vises=rule_on(date.max).largest + 1, minste_antall_for_andel=SHARE_FLOOR,
        publiseres_dag_i_maaneden=RELEASE_DAY, lisens="NLOD-2.0",
        kontakt="Integrerings- og mangfoldsdirektoratet",
    )  # fmt: skip
    return Response(
        config, headers={"Cache-Control": "public, max-age=600", "Access-Control-Allow-Origin": "*"}
    )


@get(
    "/api/v1/statistikk/andel",
    summary="Andel oppdrag med kvalifisert tolk, én publisert tabell",
    media_type="application/json",
    **OPEN,
)
async def share_table(
    request: WebRequest,
    session: NamedDependency[Session],
    tabell: FromQuery[str] = "aar",
    format: FromQuery[str] = "json-stat2",
    utgave: FromQuery[int | None] = None,
) -> Response[bytes]:
    """The table as JSON-stat 2.0 or CSV (`excel`, `maskin`); `utgave` gives a former release as it was."""
    if format not in FORMATS:
        raise Invalid(reason("unknown_format", field="format"))
    published = await published_table(session, tabell, utgave)
    return file_answer(
        table_file(published, format), request.headers.get("if-none-match"), as_attachment=False
    )
