"""Whatever is written in the trail of events has words on the page that shows it."""

import ast

from tests.architecture.source import modules
from web.view.labels import LABELS
from web.view.labels_of_complaints import COMPLAINT_LOG

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


def noted() -> set[str]:
    """Every code that is written in a complaint's own log, as it stands in the source; {} for what is filled in."""
    found: set[str] = set()
    for module in modules():
        if not module.name.startswith("tolkeregister.complaints"):
            continue
        for call in ast.walk(module.tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "note" and len(call.args) > 3:
                found |= {
                    each.value for each in ast.walk(call.args[3])
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and "." in each.value
                }  # fmt: skip
    return found


def test_everything_noted_in_a_complaints_log_has_words() -> None:
    assert len(noted()) > 15, "hardly anything was found"
    assert {each for each in noted() if not each.endswith(".")} <= set(COMPLAINT_LOG)
