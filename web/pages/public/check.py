"""/k: is the tolkebevis valid? Read from the register itself, with one neutral answer for everything else."""

from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE
from sqlalchemy.exc import SQLAlchemyError

from tolkeregister.core.database import Database, Session
from tolkeregister.entries.check import CheckedEntry, ValidNumber, valid_number
from tolkeregister.tolkebevis.commands import count_check
from tolkeregister.tolkebevis.keys import public_keys
from tolkeregister.tolkebevis.queries import CheckedCard, check_card, photo_of
from tolkeregister.tolkebevis.signing import read_card
from web.forms.base import Form
from web.forms.text_fields import DigitsField
from web.names import names_now
from web.pages.card.showing import photo_address
from web.pages.page import WebRequest, render, see_other
from web.security.rates import VERIFY, at_most
from web.view.texts import N_


class NumberForm(Form):
    """The one field."""

    tolkenr = DigitsField(
        N_("Tolkenummer"),
        missing=N_("Skriv tolkenummeret"),
        help=N_("Bare sifre. Nummeret står på tolkebeviset."),
        says={"digits_only": N_("Tolkenummeret kan bare ha sifre")},
    )


@get("/k", include_in_schema=False)
async def ask_number(request: WebRequest) -> Response[Any]:
    """The field, or on to the answer when a number was sent."""
    if "tolkenr" not in request.query_params:
        return _not_kept(render(request, "public/check.html", answers=NumberForm.blank()))
    answers = NumberForm(request.query_params)
    if not answers.valid:
        return _not_kept(render(request, "public/check.html", answers=answers))
    redirect: Redirect = see_other(request, f"/k/{answers.tolkenr}")
    return redirect


def cannot_check(request: WebRequest, error: Exception) -> Response[Any]:
    """The register does not answer: say so, and never that the number is valid (V2)."""
    if isinstance(error, HTTPException):
        raise error
    page = render(request, "public/check_unavailable.html", status_code=HTTP_503_SERVICE_UNAVAILABLE)
    page.headers["retry-after"] = "10"
    return _not_kept(page)


@get(
    "/k/{number:str}",
    include_in_schema=False,
    guards=[at_most(VERIFY)],
    exception_handlers={SQLAlchemyError: cannot_check, OSError: cannot_check, ExceptionGroup: cannot_check},
)
async def check_number(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """Valid now, with languages and categories; or one neutral text, whatever the reason (V4)."""
    is_number = number.isascii() and number.isdigit()  # anything else the database might not even take
    found = await valid_number(session, number, now=now) if is_number else None
    if found is None:
        return _not_kept(render(request, "public/check_not_valid.html", number=number[:40]))
    return await _valid(request, session, found, await photo_of(session, found.number), "printed", now)


@get(
    "/k/b/{token:str}",
    include_in_schema=False,
    guards=[at_most(VERIFY)],
    exception_handlers={SQLAlchemyError: cannot_check, OSError: cannot_check, ExceptionGroup: cannot_check},
)
async def check_shown_card(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime], token: FromPath[str]
) -> Response[str]:  # fmt: skip
    """The card at an address that was scanned. What stands in the code itself only says how fresh the code is."""
    found = await check_card(session, token, now=now)
    if found is None:
        return _not_kept(render(request, "public/check_not_valid.html", number=""))
    entries = tuple(CheckedEntry(each.language_tag, each.type, each.category) for each in found.entries)
    holder = found.holder
    number = ValidNumber(holder.number, holder.name, holder.gender, entries)
    code = await _code_state(session, found, request.query_params.get("s"), now)
    return await _valid(request, session, number, holder.photo, code, now)


async def _code_state(session: Session, found: CheckedCard, statement: str | None, now: datetime) -> str:
    """`printed` without a statement, `fresh`, `old`, or `altered` when it is not ours or another card's."""
    if statement is None:
        return "printed"
    reading = read_card(statement, await public_keys(session, now=now), now)
    if reading.card_id != found.public_id:
        return "altered"
    return "fresh" if reading.decision.codes == ("statement_fresh",) else "old"


async def _valid(
    request: WebRequest, session: Session, found: ValidNumber, photo: bytes | None, code: str, now: datetime
) -> Response[str]:
    """The page, and one more check counted when it has been sent."""
    names = await names_now(session, request.app.state, now)
    page = render(
        request, "public/check_valid.html", found=found, names=names, checked_at=now, code=code,
        photo=photo_address(photo),
    )  # fmt: skip
    page.background = BackgroundTask(_count, request.app.state.database, found.number, now)
    return _not_kept(page)


async def _count(database: Database, number: str, now: datetime) -> None:
    async with database.writing() as session:
        await count_check(session, number, now=now)


def _not_kept(page: Response[str]) -> Response[str]:
    """An answer about a person at an instant: not for caches, not for search engines."""
    page.headers["cache-control"] = "no-store"
    page.headers["x-robots-tag"] = "noindex"
    return page
