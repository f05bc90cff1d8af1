"""A case pack as one PDF: own documents set anew without what is hidden, pages of attachments as pictures."""

import asyncio
import json
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst

from tolkeregister.decisions.letters.fonts import fonts
from tolkeregister.decisions.letters.render import raise_unprintable

SOURCE = Path(__file__).parent / "typst" / "pack.typ"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Set:
    """One document as it stands in the pack: `words` without what is hidden, or pictures of its pages as JPEG."""

    title: str
    dated: str = ""
    words: str = ""
    language: str = ""
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page and the foot of each page say, in a written form."""

    title: str
    about: str
    footer: str
    form: str
    day: date
    lead: str = ""  # what to know before reading; what the committee must know when left out


async def set_pack(front: Front, papers: Sequence[Set]) -> bytes:
    """The PDF, tagged (PDF/UA-1, PDF/A-2a), the same bytes for the same papers.

    Raises Invalid ("letter_unprintable") naming a sign no font of ours has.
    """
    return await asyncio.to_thread(_compile, front, papers)


def _compile(front: Front, papers: Sequence[Set]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shown = []
        for place, paper in enumerate(papers):
            pictures = []
            for number, picture in enumerate(paper.pictures, 1):
                file = f"{place}-{number}.jpg"
                (folder / file).write_bytes(picture)
                pictures.append({"file": file, "alt": f"{paper.title}. side {number}"})
            blocks = _blocks(paper.words, paper.language or front.form)
            shown.append({"title": paper.title, "dated": paper.dated, "blocks": blocks, "pictures": pictures})
        source = folder / "pack.typ"
        source.write_bytes(SOURCE.read_bytes())
        data = {
            "title": front.title, "about": front.about, "footer": front.footer, "form": front.form, "lead": front.lead,
            "year": front.day.year, "month": front.day.month, "day": front.day.day, "papers": shown,
        }  # fmt: skip
        try:
            made = typst.compile(
                str(source), root=str(folder), format="pdf", pdf_standards=["ua-1", "a-2a"],
                 font_paths=fonts(),
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            )  # fmt: skip
        except typst.TypstError as problem:
            raise_unprintable(problem)
            raise
    assert isinstance(made, bytes)
    return made


def _blocks(words: str, language: str) -> list[dict[str, Any]]:
    """Paragraphs, each with the direction of its first letter."""
    short = language.split("-")[0].lower()
    lang = short if _LANGUAGE.fullmatch(short) else "nb"
    return [
        {"words": line, "rtl": _is_right_to_left(line), "lang": lang}
        for line in words.split("\n") if line.strip()
    ]  # fmt: skip


def _is_right_to_left(line: str) -> bool:
    first = next(
        (each for sign in line if (each := unicodedata.bidirectional(sign)) in ("L", "R", "AL")), "L"
    )
    return first != "L"
