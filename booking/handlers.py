"""What booking does, in the same transaction, when something changes in the register below it."""

from booking.assignments.events import ASSIGNMENT_RELEASED
from booking.assignments.replacement import release_for_removed_interpreter
from booking.changes.answers import withdraw_on_release
from tolkeregister.core.events import on
from tolkeregister.entries.commands import INTERPRETER_REMOVED


def register_handlers() -> None:
    """Called once by whoever puts the application or the worker together; a second call does nothing."""
    on(INTERPRETER_REMOVED, release_for_removed_interpreter)
    on(ASSIGNMENT_RELEASED, withdraw_on_release)
