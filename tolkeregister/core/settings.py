"""Everything the service must be told from outside, read once. It refuses to start when something is missing."""

import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Self
from urllib.parse import urlsplit

ENVIRONMENTS = ("demo", "test", "production")
DEMO_MARK = "only-for-demo"
NUMBERS = ("smtp_port", "clock_ahead", "draft_languages")
NEEDED_IN_PRODUCTION = ("population_url", "scanner_address", "complaint_key")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(SystemExit):
    """Raised at start with one line per thing that is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; every name in upper case is an environment variable described in `.env.example`."""

    environment: str  # demo | test | production
    database_url: str  # postgresql://user@host/name, or …?host=/folder for a Unix socket
    base_url: str  # where browsers find the service, without a trailing slash
    secret_key: str  # signs form tokens; at least 32 characters
    oidc_issuer: str  # the sign-in provider
    oidc_private_key: str  # JSON Web Key (private) for private_key_jwt
    smtp_host: str
    smtp_port: int
    mail_from: str  # the aligned sender address
    letter_mailbox_url: str  # the digital mailbox that letters are delivered to
    letter_print_url: str  # the printing house, for those who have none
    population_url: str = ""  # the population register; applications wait for it while it is not there
    scanner_address: str = ""  # clamd, as host:port; documents stay unopened while it is not there
    complaint_key: str = ""  # seals what reporters write; several keys, comma between, when it is exchanged
    relay_urls: str = ""  # turn:… addresses of the relay for the screen room; several, comma between
    relay_secret: str = ""  # what the relay and the service share, for keys that last minutes
    draft_languages: int = (
        0  # 1: reporters are offered languages nobody has reviewed, marked as drafts; demos only
    )
    clock_ahead: int = 0  # seconds; only a demo or a test lives on another day than today

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read all settings. Raises SettingsError naming everything that is wrong at once."""
        environ = os.environ if environ is None else environ
        given = {each.name: environ.get(each.name.upper(), "") for each in fields(cls)}
        wrong = [
            f"{each.name.upper()} is missing" for each in fields(cls)
            if each.default is MISSING and not given[each.name]
        ]  # fmt: skip
        if wrong:
            raise SettingsError("Cannot start:\n  " + "\n  ".join(wrong) + "\nSee .env.example.")
        values = {name: value for name, value in given.items() if value}
        wrong = list(_problems(values))
        if wrong:
            raise SettingsError("Cannot start:\n  " + "\n  ".join(wrong) + "\nSee .env.example.")
        numbers = {name: int(values.get(name, "0")) for name in NUMBERS}
        return cls(**{**values, **numbers})  # type: ignore[arg-type]

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over TLS; cookies are then `Secure` and named `__Host-…`."""
        return self.base_url.startswith("https://")

    @property
    def synthetic(self) -> bool:
        """Whether every page must say that people and numbers are invented."""
        return self.environment != "production"


def _problems(values: Mapping[str, str]) -> list[str]:
    found = []
    if values["environment"] not in ENVIRONMENTS:
        found.append(f"ENVIRONMENT must be one of {', '.join(ENVIRONMENTS)}")
    if len(values["secret_key"]) < 32:
        found.append("SECRET_KEY must have at least 32 characters")
    found += [f"{name.upper()} must be a number" for name in NUMBERS if not values.get(name, "0").isdigit()]
    if not values["database_url"].startswith(("postgresql://", "postgres://")):
        found.append("DATABASE_URL must start with postgresql://")
    if not re.fullmatch(r"[^\s:]+:[0-9]{1,5}", values.get("scanner_address", "x:1")):
        found.append("SCANNER_ADDRESS must be host:port")
    if any(len(each) < 32 for each in values.get("complaint_key", "x" * 32).split(",")):
        found.append("COMPLAINT_KEY must have at least 32 characters in each key")
    found += _relay_problems(values)
    if values["base_url"].endswith("/"):
        found.append("BASE_URL must not end with a slash")
    if values["environment"] == "production":
        if DEMO_MARK in values["secret_key"]:
            found.append("SECRET_KEY is the demo's; make a new one")
        if "clock_ahead" in values:
            found.append("CLOCK_AHEAD is for demos and tests only")
        if "draft_languages" in values:
            found.append("DRAFT_LANGUAGES is for demos and tests only")
        found += [f"{name.upper()} is missing" for name in NEEDED_IN_PRODUCTION if name not in values]
        if not values["base_url"].startswith("https://"):
            found.append("BASE_URL must be https in production")
    elif values["base_url"].startswith("http://") and urlsplit(values["base_url"]).hostname not in LOOPBACK:
        found.append("BASE_URL without TLS is only allowed on this machine")
    return found


def _relay_problems(values: Mapping[str, str]) -> list[str]:
    """The relay is known by an address and a secret, or not at all."""
    urls, secret = values.get("relay_urls", ""), values.get("relay_secret", "")
    found = []
    if bool(urls) != bool(secret):
        found.append("RELAY_URLS and RELAY_SECRET go together")
    if urls and not all(re.fullmatch(r"turns?:[^\s,@/]+", each.strip()) for each in urls.split(",")):
        found.append("RELAY_URLS must be turn: or turns: addresses, comma between")
    if secret and len(secret) < 32:
        found.append("RELAY_SECRET must have at least 32 characters")
    return found
