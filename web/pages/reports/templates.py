"""/rapport/mal.csv and /rapport/mal.xlsx: files to fill in, with every column explained and every list of words."""

import asyncio
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.reports.downloads import Lists, template_csv, template_workbook
from tolkeregister.core.database import Session
from web.names import Names, names_now
from web.pages.downloads import CSV, WORKBOOK, as_file
from web.pages.page import WebRequest, written_form
from web.pages.reports.upload import PAGE, REPORTERS
from web.view.addresses import Form
from web.view.labels_of_reports import COLUMN_HELP
from web.view.texts import texts_in


@get(f"{PAGE}/mal.csv", include_in_schema=False, guards=REPORTERS)
async def download_template() -> Response[bytes]:
    """The headings and one example."""
    return as_file(template_csv(), "oppdrag.csv", CSV)


@get(f"{PAGE}/mal.xlsx", include_in_schema=False, guards=REPORTERS)
async def download_template_workbook(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The same as a workbook, with lists to choose from."""
    form = written_form(request)
    names = await names_now(session, request.app.state, now)
    texts = texts_in(form)
    helps = {code: texts.gettext(words) for code, words in COLUMN_HELP.items()}
    content = await asyncio.to_thread(template_workbook, lists(names, form), helps)
    return as_file(content, "oppdrag.xlsx", WORKBOOK)


def lists(names: Names, form: Form) -> Lists:
    """The words of the columns that are looked up: (what may be written, what it is)."""
    return {
        "language": ("språk", [(each.name_nb, tag) for tag, each in names.languages.items()]),
        "sector": ("sektor", [(code, each.name(form)) for code, each in names.subjects.items()]),
        "municipality": ("kommune", [(code, each.name) for code, each in names.municipalities.items()]),
    }
