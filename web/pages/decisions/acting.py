"""What officers' forms about a case have in common: what a rule says stands in the form, and nothing was done."""

from collections.abc import Awaitable, Callable

from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, RuleBroken
from web.forms.base import Form

_ABOUT_THE_OFFICER = ("own_case", "habilitet_not_declared", "not_impartial", "not_impartial_before")


async def done(session: Session, answers: Form, act: Callable[[], Awaitable[None]]) -> bool:
    """Do it when the form could be read. False when a rule says no; the form then says why.

    A reason that names no field of the form stands at the proposal itself, or at the declaration of habilitet.
    """
    if not answers.valid:
        return False
    try:
        async with session.begin_nested():
            await act()
    except (Invalid, RuleBroken, Conflict) as wrong:
        first = "utfall" if "utfall" in answers.names else answers.names[0]
        places = {
            each.code: "habil" if each.code in _ABOUT_THE_OFFICER else first
            for each in wrong.reasons
            if each.facts.get("field") not in answers.names
        }
        answers.refuse_reasons(wrong.reasons, places)
        return False
    return True


def draft_seen(given: object) -> int:
    """The newest draft on the page when it was read, as its form says; 0 for none."""
    text = given if isinstance(given, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
