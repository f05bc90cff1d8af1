"""Where the demo's parts are found: ports, addresses and files of this checkout."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Places:
    """Everything follows from the checkout and one port."""

    checkout: Path
    port: int

    @classmethod
    def of(cls, checkout: Path, port: int) -> Self:
        """The places of a checkout, with its `.run` folder made."""
        (checkout / ".run").mkdir(exist_ok=True)
        return cls(checkout, port)

    def as_running(self) -> Self:
        """The places of the demo that runs, which may have been started on another port."""
        return replace(self, port=int(json.loads(self.ready.read_text())["port"]))

    @property
    def provider_port(self) -> int:
        """The sign-in provider listens beside the web server, under another host name: another site."""
        return self.port + 1

    @property
    def smtp_port(self) -> int:
        """Mail is handed over here."""
        return self.port + 2

    @property
    def inbox_port(self) -> int:
        """And can be read here."""
        return self.port + 3

    @property
    def letters_port(self) -> int:
        """The stand-in for the digital mailbox and the printing house."""
        return self.port + 4

    @property
    def population_port(self) -> int:
        """The stand-in for the population register."""
        return self.port + 5

    @property
    def scanner_port(self) -> int:
        """The stand-in for the malware scanner."""
        return self.port + 6

    @property
    def relay_port(self) -> int:
        """The relay of the screen rooms."""
        return self.port + 7

    @property
    def population(self) -> str:
        """The population register, and a page about whom it knows."""
        return f"http://127.0.0.1:{self.population_port}"

    @property
    def letters(self) -> str:
        """The page with the letters that were delivered."""
        return f"http://127.0.0.1:{self.letters_port}"

    @property
    def web(self) -> str:
        """The service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        """The sign-in provider."""
        return f"http://localhost:{self.provider_port}"

    @property
    def inbox(self) -> str:
        """The page with the mail that was sent."""
        return f"http://127.0.0.1:{self.inbox_port}"

    @property
    def run(self) -> Path:
        """What the running demo keeps, outside git."""
        return self.checkout / ".run"

    @property
    def ready(self) -> Path:
        """Exists while everything is healthy."""
        return self.run / "ready.json"

    @property
    def processes(self) -> Path:
        """What runs."""
        return self.run / "processes.json"

    @property
    def rooms(self) -> Path:
        """What the greeting says of the rooms that are open."""
        return self.run / "rooms.json"

    def log(self, name: str) -> Path:
        """The log of one process."""
        return self.run / f"{name}.log"
