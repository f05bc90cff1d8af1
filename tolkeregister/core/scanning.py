"""Looking through files for malware, by ClamAV's INSTREAM command over TCP (clamd(8)).

Fails closed: whoever asks gets a verdict or ScannerDown, never a guess. A file nobody could scan stays unopened.
"""

import asyncio
import struct
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 60.0  # seconds for a whole file
PIECE = 64 * 1024


class ScannerDown(Exception):
    """The scanner did not answer, or not in words we understand."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What the scanner said; `found` names the malware of a file that is not clean."""

    is_clean: bool
    found: str = ""


class _Outside:
    address = ("", 0)


def use_scanner(address: str) -> None:
    """Say where the scanner listens, as host:port; "" for nowhere."""
    host, _, port = address.rpartition(":")
    _Outside.address = (host, int(port)) if host else ("", 0)


async def scan(content: bytes) -> ScanResult:
    """The scanner's verdict on a whole file. Raises ScannerDown."""
    if not _Outside.address[0]:
        raise ScannerDown("no scanner is connected")
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await _ask(content)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as problem:
        raise ScannerDown(type(problem).__name__) from problem
    if answer == "stream: OK":
        return ScanResult(True)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return ScanResult(False, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerDown(answer[:100])


async def _ask(content: bytes) -> str:
    reader, writer = await asyncio.open_connection(*_Outside.address)
    try:
        writer.write(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            writer.write(struct.pack("!L", len(piece)) + piece)
            await writer.drain()
        writer.write(struct.pack("!L", 0))
        await writer.drain()
        return (await reader.readuntil(b"\0")).rstrip(b"\0").decode("utf-8", "replace").strip()
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
