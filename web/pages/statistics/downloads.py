"""/statistikk/last-ned, the files themselves, and /statistikk/om-tallene: what the figures mean."""

from datetime import date

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from booking.statistics.carried import carried_years
from booking.statistics.published import published_index
from booking.statistics.rules import RELEASE_DAY, SHARE_FLOOR
from booking.statistics.tables import DEFINITION_VERSION
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.statistics.disclosure import rule_on
from web.pages.page import WebRequest, render
from web.pages.statistics.files import file_answer, published_table, table_file

_ENDINGS = {".maskin.csv": "maskin", ".csv": "excel", ".json": "json-stat2"}  # the longer one first


@get("/statistikk/last-ned", include_in_schema=False)
async def downloads(request: WebRequest, session: NamedDependency[Session]) -> Response[str]:
    """Every published table in three formats."""
    return render(request, "statistics/downloads.html", tables=await published_index(session))


@get("/statistikk/fil/{name:str}", include_in_schema=False)
async def download(
    request: WebRequest,
    session: NamedDependency[Session],
    name: FromPath[str],
    utgave: FromQuery[int | None] = None,
) -> Response[bytes]:
    """One table as a file; `utgave` gives a former release, byte for byte as it was. 404 for unknown names."""
    for ending, format in _ENDINGS.items():
        if name.endswith(ending):
            published = await published_table(session, name.removesuffix(ending), utgave)
            seen = request.headers.get("if-none-match")
            return file_answer(table_file(published, format), seen, as_attachment=True)
    raise NotFound


@get("/statistikk/om-tallene", include_in_schema=False)
async def about_the_figures(request: WebRequest) -> Response[str]:
    """The definitions: numerator, denominator, what is left out, sources, and how small numbers are kept."""
    return render(
        request, "statistics/about.html", version=DEFINITION_VERSION, floor=SHARE_FLOOR, release_day=RELEASE_DAY,
        rule=rule_on(date.max), carried=[each for each in carried_years() if each.share is not None],
    )  # fmt: skip
