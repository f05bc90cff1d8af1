"""The steps of the asset build: install packages, build the theme, subset the font, collect the icons."""

import json
import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from web.assets.node import node_command, npm_command
from web.assets.places import NODE_MODULES, ROOT

THEME_CONFIG = Path(__file__).with_name("designsystemet.config.json")
ICONS = NODE_MODULES / "@navikt/aksel-icons/dist/svg"
PDFJS = NODE_MODULES / "pdfjs-dist"
# For browsers of some years, too, and without WebAssembly, which the pages' policy does not let run.
PDF_SCRIPTS = {
    "pdf.js": PDFJS / "legacy/build/pdf.min.mjs", "pdf.worker.js": PDFJS / "legacy/build/pdf.worker.min.mjs"
}  # fmt: skip
PDF_DECODERS = [PDFJS / f"wasm/{name}_nowasm_fallback.js" for name in ("jbig2", "openjpeg")]
INTER = NODE_MODULES / "inter-ui/variable/InterVariable.woff2"

# cv05 gives l a tail (tells I, l and 1 apart in names and codes); tnum gives figures of equal width.
FONT_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum", "cv05", "case"]
# One file per script, so that a page loads only what it shows. A test compares them with foundation.css.
FONT_RANGES = {
    "inter-tolk-latin.woff2": (
        "0020-007E,00A0-00FF,2010-2015,2018-201E,2020-2022,2026,202F,2030,2032-2033,2039-203A,20AC,"
        "2190-2193,2212,2248,2264-2265"
    ),
    "inter-tolk-latin-ext.woff2": (
        "0100-017F,018F,0192,01B7,01E4-01E9,01EE-01EF,0218-021B,0259,0292,02BC,02BE-02BF,0300-0304,"
        "0306-030C,0323,1E00-1EFF"
    ),
    "inter-tolk-kyrillisk.woff2": "0400-045F,0490-0491,04B0-04B1,2116",
}


def install_packages() -> None:
    """Install exactly what package-lock.json says; no package may run a script of its own."""
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def build_theme() -> bytes:
    """The theme's stylesheet, made from designsystemet.config.json by Designsystemet's own command."""
    cli = str(NODE_MODULES / "@digdir/designsystemet/dist/bin/designsystemet.js")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(THEME_CONFIG, folder)
        for arguments in (
            ["tokens", "create", "--config", THEME_CONFIG.name],
            ["tokens", "build", "-t", "./design-tokens", "-o", "./build"],
        ):
            subprocess.run(
                [*node_command(), cli, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL
            )
        return (Path(folder) / "build" / "tolk.css").read_bytes()


def build_fonts() -> dict[str, bytes]:
    """Inter in three subsets with weight 400–650 and a fixed optical size; file name → woff2."""
    narrowed = BytesIO()
    font = TTFont(INTER, recalcTimestamp=False)
    instantiateVariableFont(font, {"opsz": 14, "wght": (400, 650)}, inplace=True)
    font.flavor = None
    font.save(narrowed)
    return {name: _subset(narrowed.getvalue(), ranges) for name, ranges in FONT_RANGES.items()}


def code_points(ranges: str) -> set[int]:
    """The code points of a comma-separated list like `0020-007E,2026`."""
    points: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def collect_icons() -> bytes:
    """Every Aksel icon as JSON: name → what stands inside its <svg>."""
    inside = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
    icons = {}
    for file in sorted(ICONS.glob("*.svg")):
        found = inside.search(file.read_text(encoding="utf-8"))
        if found:
            icons[file.stem] = found[1].replace("\n", "")
    return json.dumps(icons, ensure_ascii=False, separators=(",", ":")).encode()


def _subset(font_file: bytes, ranges: str) -> bytes:
    options = Options()
    options.layout_features = FONT_FEATURES
    options.flavor = "woff2"
    font = TTFont(BytesIO(font_file), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(code_points(ranges)))
    subsetter.subset(font)
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    return made.getvalue()
