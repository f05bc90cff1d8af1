"""Imports go one way, rules are pure, and certain libraries and verbs have one home each."""

import ast
import sys
from collections.abc import Callable, Iterable

import pytest

from tests.architecture.source import Module, imports, modules

LEVEL = {"tolkeregister": 0, "qualification": 1, "booking": 2, "web": 3}

# Within a package, what stands to the left never imports what stands to the right. Rules are below all of it.
ORDER = {
    "tolkeregister": (
        "core", "languages", "places", "organisations", "people", "entries", "tolkebevis", "profiles", "campaigns",
        "feed",
        "decisions", "rectification", "complaints", "disclosure", "retention",
    ),
    "qualification": (
        "categories", "evidence", "rounds", "interest", "plan", "imports", "bevilling", "applications",
        "recognition",
    ),
    "booking": (
        "availability", "search", "requests", "evidence", "certificates", "matching", "offers", "statistics",
        "reports", "assignments", "changes", "sending", "exceptions", "calendars", "checks",
        "rooms", "handlers",
    ),
}  # fmt: skip

ONLY_IN = {
    "litestar": ("web.",),
    "jinja2": ("web.",),
    "httpx2": ("web.",),
    "aiosmtplib": ("tolkeregister.core.mail.smtp", "web.outgoing_mail"),
    "aiosmtpd": ("web.demo.inbox",),
    "icalendar": ("tolkeregister.core.ics",),
}
COMMIT_HOMES = {"tolkeregister.core.database"}
CLOCK_HOME = "tolkeregister.core.clock"


def offenders(wrong: Callable[[Module], object], among: Iterable[Module] | None = None) -> dict[str, object]:
    """What is wrong with each module in which something is."""
    return {
        module.name: found for module in (modules() if among is None else among) if (found := wrong(module))
    }


def rules() -> list[Module]:
    return [module for module in modules() if "rules" in module.name.split(".")]


def test_imports_go_down_the_line_of_packages() -> None:
    def upwards(module: Module) -> set[str]:
        own = LEVEL[module.name.split(".")[0]]
        return {name for name in imports(module) if LEVEL.get(name.split(".")[0], -1) > own}

    assert offenders(upwards) == {}


def test_folders_of_a_package_import_down_their_line() -> None:
    def upwards(module: Module) -> set[str]:
        package, folder, *_ = module.name.split(".")
        own = ORDER[package].index(folder)
        others = [name.split(".") for name in imports(module) if name.startswith(f"{package}.")]
        return {
            ".".join(parts) for parts in others
            if len(parts) > 1 and parts[1] != folder and "rules" not in parts and ORDER[package].index(parts[1]) > own
        }  # fmt: skip

    inside = [module for module in modules() if module.name.split(".")[0] in ORDER and "." in module.name]
    assert offenders(upwards, inside) == {}


def test_rules_import_only_the_standard_library_and_other_rules() -> None:
    def foreign(module: Module) -> set[str]:
        return {
            name
            for name in imports(module)
            if name.split(".")[0] not in sys.stdlib_module_names
            and "rules" not in name.split(".")
            and not name.startswith("tolkeregister.core.decisions")
        }

    assert offenders(foreign, rules()) == {}


def test_rules_have_no_input_or_output() -> None:
    def touching_the_world(module: Module) -> set[str]:
        calls = (node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        return {call.id for call in calls if isinstance(call, ast.Name)} & {"open", "print", "input"}

    assert offenders(touching_the_world, rules()) == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_where_they_belong(library: str) -> None:
    def strays(module: Module) -> bool:
        at_home = any(f"{module.name}.".startswith(home) or module.name == home for home in ONLY_IN[library])
        return not at_home and any(name.split(".")[0] == library for name in imports(module))

    assert offenders(strays) == {}


def test_transactions_end_in_one_place() -> None:
    """A request or job is one transaction."""

    def ends(module: Module) -> list[str]:
        calls = (node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        return [
            call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in ("commit", "rollback")
        ]  # fmt: skip

    assert offenders(ends).keys() == COMMIT_HOMES


def test_only_the_clock_reads_the_time() -> None:
    """Everything else takes `now` as a parameter."""

    def reads(module: Module) -> list[int]:
        return [
            node.lineno
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute)
            and node.attr in ("now", "today", "utcnow")
            and isinstance(node.value, ast.Name)
            and node.value.id in ("datetime", "date")
        ]

    assert offenders(reads).keys() == {CLOCK_HOME}


def test_models_do_not_postpone_annotations() -> None:
    """SQLModel cannot resolve relationships and columns from text."""
    models = [module for module in modules() if module.name.endswith(".models")]
    assert models
    assert offenders(lambda module: "__future__.annotations" in set(imports(module)), models) == {}


def test_nothing_is_called_utils() -> None:
    """Name what it knows."""
    vague = ("utils", "helpers", "common", "misc", "service", "manager")
    assert offenders(lambda module: module.name.rsplit(".", 1)[-1] in vague) == {}


def test_a_category_is_written_by_qualification_only() -> None:
    """Rule Q1: category is never typed in."""
    callers = {
        m.name for m in modules()
        if any(name.endswith("entries.commands.set_category") for name in imports(m))
    }  # fmt: skip
    assert callers, "nobody calls set_category: this test guards nothing"
    assert all(name.startswith("qualification.") for name in callers)
