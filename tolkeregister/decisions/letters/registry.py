"""Letter templates by name and the date from which they hold. A changed template is a new file with a new date.

A template is Typst without a frame: `frame.typ` of the same date gives page, heading and signature. It reads its data
from `data` (see `letters/render.py`), which is only ever shown as text.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tolkeregister.core.rules.dated import in_force

FOLDER = Path(__file__).parent / "typst"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One version of a template in both written forms."""

    name: str
    valid_from: date
    nb: Path
    nn: Path
    frame: Path

    def source(self, form: str) -> bytes:
        """Frame and body as one Typst source."""
        body = self.nn if form == "nn" else self.nb
        return self.frame.read_bytes() + b"\n" + body.read_bytes()


_TEMPLATES: dict[str, list[LetterTemplate]] = defaultdict(list)


def register_letter(template: LetterTemplate) -> None:
    """Make one version known; the same twice is nothing new."""
    known = _TEMPLATES[template.name]
    if template in known:
        return
    if any(each.valid_from == template.valid_from for each in known):
        raise RuntimeError(f"two versions of {template.name} hold from {template.valid_from}")
    known.append(template)


def template_on(name: str, day: date) -> LetterTemplate:
    """The version in force on a day in Norway; LookupError for an unknown name or an earlier day."""
    return in_force(_TEMPLATES[name], day)


def templates() -> tuple[LetterTemplate, ...]:
    """Every version of every template, for the tests that look at each."""
    return tuple(each for versions in _TEMPLATES.values() for each in versions)


def register_folder(folder: Path, *, frames: Path = FOLDER) -> None:
    """Register every `<date>/<name>.nb.typ` with its `.nn.typ` in a folder; frames come from `<frames>/<date>`."""
    for nb in sorted(folder.glob("*/*.nb.typ")):
        valid_from = date.fromisoformat(nb.parent.name)
        name = nb.name.removesuffix(".nb.typ")
        frame = max(each for each in frames.glob("*/frame.typ") if each.parent.name <= nb.parent.name)
        register_letter(LetterTemplate(name, valid_from, nb, nb.with_name(f"{name}.nn.typ"), frame))


register_folder(FOLDER)
