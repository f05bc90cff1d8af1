"""Files from reporters: looked through for malware, then drawn anew in a process of their own. Fails closed.

What is kept is never what was sent, so nothing that a camera, a phone or a word processor wrote into it comes along.
"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tolkeregister.complaints.reporting.cleaning_process import TOO_MUCH
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.core.scanning import ScannerDown, scan

FIELD = "filer"
MOST_FILES = 5
LARGEST = 8 * 1024 * 1024  # bytes, all together
PATIENCE = 90.0  # seconds for one file
_BEGINS = (
    (b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that may be kept."""

    media_type: str
    content: bytes


async def cleaned(sent: Sequence[bytes]) -> tuple[CleanFile, ...]:
    """All of the files, or none. Raises Invalid: `files_too_many`, `files_too_large`, `file_wrong_type`,
    `file_infected`, `file_unreadable`, `file_too_much`, `files_not_now` (the scanner does not answer).
    """
    if len(sent) > MOST_FILES:
        raise Invalid(reason("files_too_many", field=FIELD, most=MOST_FILES))
    if sum(map(len, sent)) > LARGEST:
        raise Invalid(reason("files_too_large", field=FIELD, most=LARGEST // 1024 // 1024))
    return tuple([await _clean(each) for each in sent])


async def _clean(sent: bytes) -> CleanFile:
    media_type = next((kind for begins, kind in _BEGINS if sent.startswith(begins)), None)
    if media_type is None:
        raise Invalid(reason("file_wrong_type", field=FIELD))
    try:
        if not (await scan(sent)).is_clean:
            raise Invalid(reason("file_infected", field=FIELD))
    except ScannerDown:
        raise Invalid(reason("files_not_now", field=FIELD)) from None
    return CleanFile(media_type, await asyncio.to_thread(_redrawn, sent))


def _redrawn(sent: bytes) -> bytes:
    command = [sys.executable, "-m", "tolkeregister.complaints.reporting.cleaning_process"]
    try:
        done = subprocess.run(
            command,
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid(reason("file_too_much", field=FIELD)) from None
    if done.returncode == 0 and done.stdout:
        return done.stdout
    code = "file_too_much" if done.returncode in (TOO_MUCH, -9, -24) else "file_unreadable"
    raise Invalid(reason(code, field=FIELD))
