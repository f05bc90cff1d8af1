"""Whatever is written in the trail of events has words on the page that shows it."""

import ast

from tests.architecture.source import modules
from web.view.labels import LABELS

FROM_A_STATE = {"offer.declined", "offer.withdrawn"}  # written as f"offer.{state}"


def recorded() -> set[str]:
    """Every action that the code records, as it stands in the source."""
    return {
        argument.value
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) == "record"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "." in argument.value
    }


def test_every_recorded_event_has_words() -> None:
    assert len(recorded()) > 15, "hardly anything was found"
    assert recorded() | FROM_A_STATE <= set(
        LABELS["event"]
    )  # words of what is no longer recorded stay: rows do
