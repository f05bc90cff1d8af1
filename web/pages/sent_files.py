"""A file sent in a form: taken by whom it is for, or the form says why it was not. Its receipt is where it leads."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

from litestar.datastructures import UploadFile
from litestar.response import Redirect

from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.spreadsheets.opening import format_of
from tolkeregister.core.spreadsheets.rules import RefusedFile
from web.forms.base import Form
from web.forms.text_fields import TextField
from web.pages.page import WebRequest, see_other

_FIRST = 65_536  # bytes that tell what kind of file it is


class FileForm(Form):
    """One file. Its bytes are read from the request, so the form is only ever blank or refused."""

    fil: TextField


class Received(Protocol):
    """What is told of a file that is taken."""

    @property
    def upload_id(self) -> int:
        """The receipt's number."""

    @property
    def is_new(self) -> bool:
        """False when the same bytes were sent before."""


Taken = TypeVar("Taken", bound=Received)


async def take_sent_file(
    request: WebRequest, session: Session, answers: FileForm, take: Callable[[UploadFile], Awaitable[Taken]],
    *, refusals: Mapping[str, str],
) -> Taken | None:  # fmt: skip
    """What `take` made of the file; None when `answers` says why there is none, and nothing of it is left behind.

    `refusals` are sentences by code for a file that is no table.
    """
    form = await request.form()
    try:
        sent = form.get("fil")
        if not isinstance(sent, UploadFile) or not sent.filename:
            answers.refuse("fil", "missing", type(answers).fil.sentence("missing"))
            return None
        format_of(await sent.read(_FIRST))
        await sent.seek(0)
        async with session.begin_nested():  # a file that is refused halfway leaves nothing behind
            return await take(sent)
    except RefusedFile as refused:
        answers.refuse("fil", refused.code, refusals[refused.code])
    except (Invalid, Conflict) as wrong:
        answers.refuse_reasons(wrong.reasons, {each.code: "fil" for each in wrong.reasons})
    finally:
        await form.close()
    return None


def to_receipt(request: WebRequest, page: str, received: Received) -> Redirect:
    """To the file's receipt below `page`, which says so when the file had been sent before."""
    again = {} if received.is_new else {"sendt": "for"}
    return see_other(request, f"{page}/{received.upload_id}", **again)
