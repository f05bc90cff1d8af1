"""What goes wrong around the demo, as full disks and others' folders, ends it with one line instead of a traceback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

THE_DATABASE_GAVE_UP = (
    asyncpg.InterfaceError,  # the connection is gone
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,  # as a full disk
    asyncpg.OperatorInterventionError,  # it was told to stop
)


@contextmanager
def plain_endings() -> Iterator[None]:
    """End the program with one line for what its surroundings did; what is wrong with itself stays a traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except PermissionError as problem:
        advice = "Eier en annen mappen, må den fjernes først."
        raise SystemExit(f"Får ikke skrive {problem.filename}. {advice}") from None
    except subprocess.CalledProcessError as problem:
        raise SystemExit(f"{Path(problem.cmd[0]).name} ga opp; hvorfor står over.") from None
    except THE_DATABASE_GAVE_UP as problem:
        raise SystemExit(f"Databasen ga opp underveis: {problem.__context__ or problem}") from None
