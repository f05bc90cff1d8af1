"""Where the sources of the assets and the built files lie: all that those who serve pages need to know of them."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
DESIGNSYSTEMET_CSS = NODE_MODULES / "@digdir/designsystemet-css/dist/src/index.css"
STATIC = ROOT / "web" / "static"
BUILT = STATIC / "built"
MANIFEST = BUILT / "manifest.json"
ICONS_FILE = BUILT / "icons.json"


def read_manifest() -> dict[str, str]:
    """Logical name → hashed name of the last build; raises FileNotFoundError if there has been none."""
    if not MANIFEST.exists():
        raise FileNotFoundError("web/static/built is missing: run `python -m web.assets`")
    manifest: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest
