"""`python -m web.view.extract`: collect the texts of templates and code, and bring the catalogues up to date.

Translations that are still used are kept, the rest are removed, and what lacks one is listed. Nynorsk has
every text; English those of the pages the public can read in English. What a further language lacks is listed, too.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from web.assets.places import ROOT
from web.view.addresses import FORMS, Form
from web.view.further_languages import PARTS, Part, languages_served, texts_of
from web.view.texts import catalog_file

WEB = ROOT / "web"
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_JINJA = {
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols", "trimmed": "true", "newstyle_gettext": "true",
    "silent": "false", "encoding": "utf-8",
}  # fmt: skip
_NOT_OURS = ("static", "migrations", "locale")
# The room's pages that people without an account come to, and the words that code says on them.
ROOM_PAGES = (
    "code.", "conversation.", "done.", "door.", "elsewhere.", "failed.", "gone.", "inside/", "menu_frame.",
    "plain_frame.", "sheet.", "trying.",
)  # fmt: skip
ROOM_WORDS = ("conversation", "forms", "guide_of_person", "sentences", "speaking", "talking")
# Where English texts come from: what the public sees, and what every page is built of.
ENGLISH = (
    "templates/layout.html",
    "templates/components/",
    "templates/complaints_reporting/",
    "templates/plain_layout.html",
    "templates/public/",
    "templates/record/parts.html",
    "templates/record/public_figures.html",
    "templates/road/plan.html",
    "templates/road/parts.html",
    "templates/sign_in/",
    "templates/statistics/",
    *(f"templates/rooms/{name}" for name in ROOM_PAGES),
    *(f"pages/rooms/{name}.py" for name in ROOM_WORDS),
    "pages/rooms/guide.py",
    "pages/body/room_sheet.py",
    "view/reasons_of_rooms.py",
    "templates/errors/",
    "view/labels.py",
    "view/labels_of_cards.py",
    "view/labels_of_languages.py",
    "view/labels_of_figures.py",
    "view/labels_of_plan.py",
    "view/labels_of_reporting.py",
    "view/reasons_of_reporting.py",
    "view/reasons.py",
    "view/navigation.py",
    "forms/",
    "pages/complaints_reporting/",
    "pages/public/",
    "pages/record/figures.py",
    "pages/road/public.py",
    "pages/statistics/",
    "names.py",
)
# Where the texts of each part of a further language come from, beside what every part is shown in.
FRAME = ("templates/plain_layout.html", "templates/components/languages.html")
FURTHER: Mapping[Part, tuple[str, ...]] = {
    "reporting": (
        "templates/complaints_reporting/", "pages/complaints_reporting/", "view/labels_of_reporting.py",
        "view/reasons_of_reporting.py",
    ),
    "rooms": (
        *(f"templates/rooms/{name}" for name in ROOM_PAGES), *(f"pages/rooms/{name}.py" for name in ROOM_WORDS),
        "pages/body/room_sheet.py",
    ),
}  # fmt: skip
_HEADER = "Texts of the pages. Updated by `python -m web.view.extract`; the translations are written by hand."


def collect(parts: Iterable[str] = ("",)) -> Catalog:
    """Every text under web/ whose file starts with one of `parts`, as an empty catalogue."""
    wanted = tuple(parts)
    catalog = Catalog(charset="utf-8")
    for file in _files():
        name = file.relative_to(WEB).as_posix()
        if name.startswith(wanted):
            for text, comments in _texts_of(file):
                catalog.add(text, locations=[(f"web/{name}", 0)], auto_comments=comments)
    return catalog


def wanted_in(form: Form) -> Catalog:
    """The texts a written form must have."""
    return collect(ENGLISH) if form == "en" else collect()


def read_catalog(form: Form) -> Catalog:
    """The translations as they are on disk."""
    with catalog_file(form).open("rb") as file:
        return read_po(file, locale=form)


def missing_in(form: Form) -> list[str]:
    """The texts that lack a translation, as bokmål."""
    there = read_catalog(form)
    missing = []
    for message in wanted_in(form):
        found = there.get(message.id)
        translated = found.string if found else ""
        whole = all(translated) if isinstance(translated, list | tuple) else bool(translated)
        if message.id and not whole:
            missing.append(_key(message.id))
    return missing


def lacking_in(tag: str) -> list[str]:
    """The texts that a further language lacks in the parts it has, as bokmål."""
    there = texts_of(tag)
    wanted = {
        _key(each.id): None
        for part in PARTS if tag in languages_served(part, drafts=True)
        for each in collect((*FRAME, *FURTHER[part])) if each.id
    }  # fmt: skip
    return [text for text in wanted if not there.get(text)]


def update(form: Form) -> None:
    """Write the catalogue of one written form again with exactly the texts that are used."""
    there = read_catalog(form)
    fresh = Catalog(locale=form, charset="utf-8", header_comment=f"# {_HEADER}", fuzzy=False)
    for message in wanted_in(form):
        if message.id:
            found = there.get(message.id)
            fresh.add(
                message.id, found.string if found else None, locations=message.locations, flags=message.flags
            )
    with catalog_file(form).open("wb") as file:
        write_po(file, fresh, width=110, sort_output=True, include_lineno=False, omit_header=True)
    _add_header(form)


def _add_header(form: Form) -> None:
    """A header without dates and tool versions, so that two people's updates do not collide over nothing."""
    file = catalog_file(form)
    header = (
        f'# {_HEADER}\nmsgid ""\nmsgstr ""\n"Language: {form}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    file.write_text(header + file.read_text(encoding="utf-8"), encoding="utf-8")


def _files() -> Iterator[Path]:
    for file in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html"), *WEB.glob("templates/mail/*.txt")]):
        if file.relative_to(WEB).parts[0] not in _NOT_OURS:
            yield file


def _texts_of(file: Path) -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    is_template = file.suffix != ".py"
    method = "jinja2.ext:babel_extract" if is_template else "python"
    options = _JINJA if is_template else {}
    for _, text, comments, _ in extract_from_file(method, file, keywords=_KEYWORDS, options=options):
        yield text, comments


def _key(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _run() -> int:
    lacking = 0
    forms: tuple[Form, ...] = ("nn", "en")
    for form in forms:
        update(form)
        for text in missing_in(form):
            lacking += 1
            print(f"{form}: {text}")
    for tag in sorted({tag for part in PARTS for tag in languages_served(part, drafts=True)} - {*FORMS}):
        for text in lacking_in(tag):
            lacking += 1
            print(f"{tag}: {text}")
    print(f"{lacking} texts lack a translation" if lacking else "every text is translated")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(_run())
