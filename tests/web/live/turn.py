"""Asking a relay for a place, by hand: just enough of STUN and TURN (RFC 8489, RFC 8656) for one answer."""

import asyncio
import hashlib
import hmac
import os
import struct
from collections.abc import Iterator

COOKIE = 0x2112A442
ALLOCATE, ALLOCATED = 0x0003, 0x0103
USERNAME, INTEGRITY, ERROR, REALM, NONCE, TRANSPORT = 0x0006, 0x0008, 0x0009, 0x0014, 0x0015, 0x0019
UDP = struct.pack("!B3x", 17)
OK = 200


async def allocate(port: int, username: str, password: str) -> int:
    """200 when the relay gives a place, else the number of its refusal."""
    loop = asyncio.get_running_loop()
    answers: asyncio.Queue[bytes] = asyncio.Queue()

    class Line(asyncio.DatagramProtocol):
        """Takes what comes."""

        def datagram_received(self, data: bytes, addr: object) -> None:
            answers.put_nowait(data)

    line, _ = await loop.create_datagram_endpoint(Line, remote_addr=("127.0.0.1", port))
    try:
        line.sendto(_message([(TRANSPORT, UDP)]))
        first = dict(_parts(await asyncio.wait_for(answers.get(), 5)))
        realm, nonce = first[REALM], first[NONCE]
        key = hashlib.md5(f"{username}:{realm.decode()}:{password}".encode()).digest()
        asked = [(TRANSPORT, UDP), (USERNAME, username.encode()), (REALM, realm), (NONCE, nonce)]
        line.sendto(_message(asked, key))
        answer = await asyncio.wait_for(answers.get(), 5)
    finally:
        line.close()
    if struct.unpack("!H", answer[:2])[0] == ALLOCATED:
        return OK
    refusal = dict(_parts(answer))[ERROR]
    return refusal[2] * 100 + refusal[3]


def _message(parts: list[tuple[int, bytes]], key: bytes | None = None) -> bytes:
    body = b"".join(_part(kind, said) for kind, said in parts)
    size = len(body) + (24 if key else 0)
    head = struct.pack("!HHI", ALLOCATE, size, COOKIE) + os.urandom(12)
    if key is None:
        return head + body
    return head + body + _part(INTEGRITY, hmac.digest(key, head + body, "sha1"))


def _part(kind: int, said: bytes) -> bytes:
    return struct.pack("!HH", kind, len(said)) + said + bytes(-len(said) % 4)


def _parts(message: bytes) -> Iterator[tuple[int, bytes]]:
    at = 20
    while at + 4 <= len(message):
        kind, size = struct.unpack("!HH", message[at : at + 4])
        yield kind, message[at + 4 : at + 4 + size]
        at += 4 + size + -size % 4
