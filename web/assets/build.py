"""Puts the built files in web/static/built, each named by its content: they can be cached for ever."""

import fcntl
import hashlib
import json
import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tolkeregister.core.clock import utc_now
from tolkeregister.decisions.letters.fonts import FOLDER as FONTS_OF_LETTERS
from web.assets import script_fonts, steps
from web.assets.places import (
    BUILT,
    DESIGNSYSTEMET_CSS,
    ICONS_FILE,
    MANIFEST,
    NODE_MODULES,
    ROOT,
    STATIC,
)
from web.assets.script_fonts import build_script_fonts

KEPT = timedelta(days=1)  # of a file that the pages no longer name

# Our stylesheets in the order in which they are joined: foundation sets the layers, print has the last word.
OUR_CSS = (
    "foundation.css",
    "layout.css",
    "chrome.css",
    "register.css",
    "figures.css",
    "room.css",
    "components.css",
    "print.css",
)
_CSS_URL = re.compile(r"url\('(\.\./[^']+)'\)")
_JS_IMPORT = re.compile(r"(\bfrom\s+|\bimport\s+|\bimport\()'(\./[^']+|\.\./[^']+)'")


@dataclass(slots=True)
class Output:
    """The files of one build: logical name → content, and what each was renamed to."""

    folder: Path
    manifest: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        """Write one file under a name that holds its content's hash, unless it is there already."""
        stem, _, suffix = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        target = self.folder / hashed
        if not target.exists():
            _write(target, content)
        self.manifest[name] = hashed

    def place(self, name: str, folder: str, content: bytes) -> None:
        """Write one file that others ask for by its own name, in a folder that is another for other content."""
        placed = f"{folder}/{posixpath.basename(name)}"
        if not (self.folder / placed).exists():
            _write(self.folder / placed, content)
        self.manifest[name] = placed

    def relative(self, name: str, *, seen_from: str) -> str:
        """The hashed name as a path relative to another built file."""
        return posixpath.relpath(self.manifest[name], posixpath.dirname(seen_from))


def build() -> dict[str, str]:
    """Build everything that has changed and return the manifest (logical name → hashed name).

    Safe to call from several processes at once; takes a few milliseconds when nothing has changed.
    """
    BUILT.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        stamp = _stamp()
        kept = _read_json(BUILT / "stamp.json")
        if kept.get("all") == stamp and MANIFEST.exists():
            return _read_json(MANIFEST)
        _install_if_changed(kept)
        output = Output(BUILT)
        _third_party(output, kept)
        _own_files(output)
        remove_old(output, left=_read_json(MANIFEST).values(), now=utc_now())
        _write(MANIFEST, json.dumps(output.manifest, indent=2, sort_keys=True).encode())
        kept["all"] = _stamp()
        _write(BUILT / "stamp.json", json.dumps(kept, indent=2).encode())
        return output.manifest


def _third_party(output: Output, kept: dict[str, str]) -> None:
    output.add("css/designsystemet.css", DESIGNSYSTEMET_CSS.read_bytes())
    theme = _cached("theme", kept, lambda: {"css/tema.css": steps.build_theme()})
    fonts = _cached("fonts", kept, steps.build_fonts)
    for name, content in theme.items():
        output.add(name, content)
    for name, content in fonts.items():
        output.add(f"fonts/{name}", content)
    for name, content in _cached("script_fonts", kept, build_script_fonts).items():
        _write(FONTS_OF_LETTERS / name, content)
    _write(ICONS_FILE, steps.collect_icons())
    _pdf_reader(output)


def _pdf_reader(output: Output) -> None:
    """PDF.js, which a page fetches when somebody shows a PDF; its decoders are asked for by name."""
    for name, file in steps.PDF_SCRIPTS.items():
        output.add(f"js/pdfjs/{name}", file.read_bytes())
    version = _read_json(steps.PDFJS / "package.json")["version"]
    for file in steps.PDF_DECODERS:
        output.place(f"js/pdfjs/{file.name}", f"js/pdfjs-{version}", file.read_bytes())


def _own_files(output: Output) -> None:
    for file in sorted((STATIC / "images").glob("*")):
        output.add(f"images/{file.name}", file.read_bytes())
    css = "\n".join((STATIC / "css" / name).read_text(encoding="utf-8") for name in OUR_CSS)

    def built_url(found: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join("css", found[1]))
        return f"url('{output.relative(name, seen_from='css/tolk.css')}')"

    output.add("css/tolk.css", _CSS_URL.sub(built_url, css).encode())
    for script in sorted((STATIC / "js").rglob("*.js")):
        _add_script(output, f"js/{script.relative_to(STATIC / 'js').as_posix()}", ())


def _add_script(output: Output, name: str, above: tuple[str, ...]) -> None:
    """Add a module after the modules it imports, because their hashed names become part of its content."""
    if name in output.manifest:
        return
    if name in above:
        raise ValueError(f"scripts import each other in a circle: {' → '.join((*above, name))}")

    def built_import(found: re.Match[str]) -> str:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))
        _add_script(output, wanted, (*above, name))
        path = output.relative(wanted, seen_from=name)
        return f"{found[1]}'{path if path.startswith('.') else './' + path}'"

    source = (STATIC / name).read_text(encoding="utf-8")
    output.add(name, _JS_IMPORT.sub(built_import, source).encode())


def _cached(step: str, kept: dict[str, str], make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """The files of a slow step, from the folder of the last build when its inputs are unchanged."""
    inputs = _step_inputs()[step]
    folder = BUILT / ".steps" / step
    if kept.get(step) == inputs and folder.is_dir():
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)}
    made = make()
    for name, content in made.items():
        _write(folder / name, content)
    kept[step] = inputs
    return made


def _step_inputs() -> dict[str, str]:
    lock = ROOT / "package-lock.json"
    recipe = Path(steps.__file__)
    return {
        "packages": _hash_of([lock]),
        "theme": _hash_of([lock, steps.THEME_CONFIG, recipe]),
        "fonts": _hash_of([lock, recipe]),
        "script_fonts": _hash_of([lock, Path(script_fonts.__file__)]),
    }


def _install_if_changed(kept: dict[str, str]) -> None:
    wanted = _step_inputs()["packages"]
    if kept.get("packages") != wanted or not NODE_MODULES.is_dir():
        steps.install_packages()
        kept["packages"] = wanted


def _stamp() -> str:
    own = [file for part in ("css", "js", "images") for file in _files(STATIC / part)]
    recipes = [*sorted(Path(__file__).parent.glob("*.py")), steps.THEME_CONFIG]
    built = "" if NODE_MODULES.is_dir() and FONTS_OF_LETTERS.is_dir() else "without packages"
    return built + _hash_of([ROOT / "package-lock.json", *recipes, *own])


def _hash_of(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def remove_old(output: Output, *, left: Iterable[str], now: datetime) -> None:
    """Remove the files of earlier builds a day after they left the manifest; `left` is the manifest until now.

    A page that was loaded a moment ago still asks for them, and so does a server that has not been restarted.
    """
    current, leaving = set(output.manifest.values()), set(left)
    for part in ("css", "js", "fonts", "images"):
        for file in _files(output.folder / part):
            name = file.relative_to(output.folder).as_posix()
            if name in current:
                continue
            if name in leaving:
                os.utime(file, (now.timestamp(), now.timestamp()))  # when it left, not when it was made
            elif file.stat().st_mtime < (now - KEPT).timestamp():
                file.unlink(missing_ok=True)


def _read_json(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    content: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return content


def _write(file: Path, content: bytes) -> None:
    """Write beside and rename, so that a reader never sees half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (BUILT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
