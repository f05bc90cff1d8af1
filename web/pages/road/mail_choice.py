"""/epost-om-prover/{token}: saying no to mail about exams, by the address in the mail itself and without signing in."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.interest.news import choose_by_number, wants_by_number
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.settings import Settings
from web.mail_choices import CHOICE, ONE_CLICK, number_in
from web.pages.page import WebRequest, render, see_other
from web.security.limits import FORM_BODY
from web.security.middleware import EXEMPT

ADDRESS = f"{CHOICE}/{{token:str}}"
_WHY = "the signed address is the proof, and mail programs press the button themselves (RFC 8058)"


@get(ADDRESS, include_in_schema=False)
async def show_choice(
    request: WebRequest, session: NamedDependency[Session], settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What is chosen, and the button for the other. Looking changes nothing: mail scanners look at everything."""
    return await _page(request, session, _number(settings, token))


@post(ADDRESS, include_in_schema=False, opt={EXEMPT: _WHY}, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def choose(
    request: WebRequest, session: NamedDependency[Session], settings: NamedDependency[Settings],
    now: NamedDependency[datetime], token: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Yes or no from now on; a mail program gets its answer at once, a browser looks at the page again."""
    number, sent = _number(settings, token), await request.form()
    is_one_click = sent.get("List-Unsubscribe") == ONE_CLICK
    act = "nei" if is_one_click else sent.get("handling")
    if act not in ("ja", "nei"):
        raise NotFound
    await choose_by_number(session, number, wanted=act == "ja", now=now)
    if is_one_click:
        page = await _page(request, session, number)
        page.status_code = 200
        return page
    return see_other(request, f"{CHOICE}/{token}")


def _number(settings: Settings, token: str) -> str:
    number = number_in(settings.secret_key, token)
    if number is None:
        raise NotFound
    return number


async def _page(request: WebRequest, session: Session, number: str) -> Response[str]:
    page = render(request, "road/mail_choice.html", wants=await wants_by_number(session, number))
    page.headers["cache-control"] = "no-store"
    page.headers["referrer-policy"] = "no-referrer"
    page.headers["x-robots-tag"] = "noindex"
    return page
