"""The demo's relay for the sound and picture of the screen room: coturn, where the machine has it, on loopback only.

As in production, but that it may lead to this machine itself (docs/drift.md): the browsers of a demo all sit here.
"""

import shutil
from pathlib import Path

from web.demo.processes import Recipe
from web.security.tokens import derived_key

PROGRAM = "turnserver"
MISSING = (
    "Skjermrommene har ikke relé her, så ingen kan snakke sammen: installer coturn (apt-get install coturn)."
)
_CONFIGURATION = """\
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port={port}
realm=tolkeregister.example
use-auth-secret
static-auth-secret={secret}
fingerprint
no-tls
no-dtls
no-cli
allow-loopback-peers
no-multicast-peers
no-rfc5780
user-quota=48
userdb={folder}/relay.db
pidfile={folder}/relay.pid
log-file=stdout
"""


def has_program() -> bool:
    """Whether the machine has a relay to start."""
    return shutil.which(PROGRAM) is not None


def relay_settings(port: int, secret_key: str) -> dict[str, str]:
    """What the service is told of the relay: nothing where there is none."""
    if not has_program():
        return {}
    at = f"turn:127.0.0.1:{port}?transport="
    secret = derived_key(secret_key, "relay of the demo").hex()
    return {"RELAY_URLS": f"{at}udp,{at}tcp", "RELAY_SECRET": secret}


def relay_recipe(folder: Path, port: int, secret: str) -> Recipe:
    """How it is started. The secret stands in a file of the user's own, not in the list of processes."""
    file = folder / "relay.conf"
    file.touch(mode=0o600)
    file.write_text(_CONFIGURATION.format(port=port, secret=secret, folder=folder))
    return Recipe("relay", [PROGRAM, "-c", str(file)], {}, healthy_port=port)
