"""What the pages about the committee have in common: guards, addresses, the vault, and forms that a rule refuses."""

from collections.abc import Awaitable
from datetime import date, datetime

from litestar import Response

from tolkeregister.core.actor import Role
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from web.forms.base import Form
from web.pages.directorate.staff_page import LARGEST_ID
from web.security.guards import require

MEMBERS = [require(Role.COMMITTEE_MEMBER)]
ALL = "/sak/utvalget"
SEATS = f"{ALL}/medlemmer"
ONE_MEETING = f"{ALL}/{{meeting_id:int}}"
CASE = "/sak/varsel/{number:str}/utvalget"
OWN = "/utvalg"
OWN_MEETING = f"{OWN}/{{meeting_id:int}}"
OWN_CASE = f"{OWN_MEETING}/sak/{{item_id:int}}"
JPEG, PDF = "image/jpeg", "application/pdf"


def possible(given: int) -> int:
    """The id, or NotFound for a number that no row can have."""
    if not 0 < given <= LARGEST_ID:
        raise NotFound(reason("meeting_not_found"))
    return given


def number_in(given: object) -> int:
    """A number in a hidden field; -1, which nothing has, for anything else."""
    return (
        int(given)
        if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 10
        else -1
    )


def instant(day: date, minute: int) -> datetime:
    """A minute of a day on the Norwegian clock. A meeting is never in the hour the clock leaves out or repeats."""
    return datetime(day.year, day.month, day.day, minute // 60 % 24, minute % 60, tzinfo=OSLO)


async def done(session: Session, answers: Form, command: Awaitable[object]) -> bool:
    """Whether the command went through; what a rule says against it stands in the form, and nothing is left behind."""
    try:
        async with session.begin_nested():
            await command
    except (Invalid, RuleBroken, Conflict) as refused:
        answers.refuse_reasons(refused.reasons)
        return False
    return True


def picture(content: bytes) -> Response[bytes]:
    """A page drawn as a picture, which no cache keeps."""
    return Response(content, media_type=JPEG, headers={"Cache-Control": "no-store"})
