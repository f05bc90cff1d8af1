"""The web server process: granian, two workers that are replaced when they die."""

import sys

from granian.constants import Interfaces
from granian.server import Server

from tolkeregister.core.settings import Settings

WORKERS = 2


def main() -> None:
    """Serve on the port of the command line until SIGTERM."""
    Settings.from_environment()  # refuse to start here, not in a worker that is started again and again
    Server(
        "web.asgi:app",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        workers=WORKERS,
        respawn_failed_workers=True,
        websockets=True,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
