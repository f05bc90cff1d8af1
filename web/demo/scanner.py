"""A simulator of a malware scanner: speaks ClamAV's INSTREAM protocol and knows one signature, the EICAR test file."""

import asyncio
import struct
import sys
from contextlib import suppress

# In two parts, or scanners that read source code find it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One file, or a health check that says nothing."""
    with suppress(OSError, EOFError):
        if await reader.readuntil(b"\0") == b"zINSTREAM\0":
            content = b""
            while size := struct.unpack("!L", await reader.readexactly(4))[0]:
                content += await reader.readexactly(size)
            writer.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")
            await writer.drain()
    writer.close()


async def main(port: int) -> None:
    """Listen until ended."""
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
