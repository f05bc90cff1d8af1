"""From data to a tagged PDF that is both PDF/UA-1 and PDF/A-2a, the same bytes every time.

Data is handed over as JSON and shown as text: markup in a name stays letters. A template reads no file and no clock.
"""

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import typst

from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.decisions.letters.fonts import fonts
from tolkeregister.decisions.letters.registry import LetterTemplate, template_on

_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNPRINTABLE = re.compile('the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it will be sent, with all that is needed to make it again."""

    pdf: bytes
    sha256: str
    template: LetterTemplate
    written_form: str
    data: dict[str, Any]


async def render_letter(name: str, form: str, data: Mapping[str, Any], *, on: date, title: str) -> Rendered:
    """The letter by the template in force `on` a day in Norway, which is also its date.

    Raises Invalid ("letter_unprintable") naming a sign that the letter's font does not have.
    """
    template = template_on(name, on)
    full = _plain({**data, "title": title, "form": form, "year": on.year, "month": on.month, "day": on.day})
    pdf = await asyncio.to_thread(_compile, template.source(form), full)
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), template, form, full)


def _compile(source: bytes, data: dict[str, Any]) -> bytes:
    try:
        made = typst.compile(
            source, format="pdf", pdf_standards=["ua-1", "a-2a"],
            font_paths=fonts(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )  # fmt: skip
    except typst.TypstError as problem:
        raise_unprintable(problem)
        raise
    assert isinstance(made, bytes)
    return made


def raise_unprintable(problem: typst.TypstError) -> None:
    """Raise Invalid ("letter_unprintable") when the problem is a sign that no font of ours has; else do nothing."""
    if found := _UNPRINTABLE.search(str(problem)):
        raise Invalid(reason("letter_unprintable", sign=found[1])) from problem


def _plain(value: Any) -> Any:
    """The same data without control signs and without those that turn the direction of reading."""
    if isinstance(value, str):
        return _NOT_SHOWN.sub("", value)
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
