"""`make test`: every test, two processes, the browser's too. Without a browser the run ends red with one clear line."""

import subprocess
import sys

from tests.fixtures.chromium import browser_program
from web.demo.relay import has_program


def main() -> int:
    """Run everything that can run here."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        "--durations=10",
        *sys.argv[1:],
    ]
    if not has_program():
        print("RELAY TESTS NOT RUN: install coturn (apt-get install coturn).")
    if browser_program():
        return subprocess.run(command, check=False).returncode
    rest = subprocess.run([*command, "-m", "not browser"], check=False).returncode
    print("\nBROWSER TESTS NOT RUN: install chromium (apt-get install chromium) and run `make test` again.")
    return rest or 1


if __name__ == "__main__":
    raise SystemExit(main())
