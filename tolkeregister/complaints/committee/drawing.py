"""Pages of attachments as pictures with what is hidden painted over, drawn in a process of their own."""

import asyncio
import base64
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tolkeregister.complaints.committee.rules.regions import Region
from tolkeregister.complaints.reporting.cleaning_process import TOO_MUCH
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid

PATIENCE = 120.0  # seconds for one document
_COMMAND = [sys.executable, "-m", "tolkeregister.complaints.committee.drawing_process"]


async def draw_pages(
    content: bytes, regions: Sequence[Region] = (), *, only: int | None = None, with_grid: bool = False
) -> tuple[bytes, ...]:
    """Each page as a JPEG in which what a region covers was never written; `only` one of them, counted from 1.

    `with_grid` draws lines at every tenth, for whoever points out regions. Raises Invalid for a file that cannot be
    read or is too much to draw.
    """
    asked = {
        "regions": [[each.page, each.left, each.top, each.width, each.height] for each in regions],
        "only": only, "with_grid": with_grid,
    }  # fmt: skip
    made = await _run(asked, content)
    return tuple(base64.b64decode(each) for each in made["pages"])


async def count_pages(content: bytes) -> int:
    """How many pages there are; a picture is one."""
    counted: int = (await _run({"count": True}, content))["count"]
    return counted


async def _run(asked: Mapping[str, object], content: bytes) -> dict[str, Any]:
    sent = json.dumps(asked).encode() + b"\n" + content
    try:
        done = await asyncio.to_thread(
            subprocess.run, _COMMAND, input=sent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Invalid(reason("file_too_much", field="side")) from None
    if done.returncode == 0 and done.stdout:
        found: dict[str, Any] = json.loads(done.stdout)
        return found
    code = "file_too_much" if done.returncode in (TOO_MUCH, -9, -24) else "file_unreadable"
    raise Invalid(reason(code, field="side"))
