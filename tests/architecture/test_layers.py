"""Imports go one way, rules are pure, and certain libraries and verbs have one home each."""

import ast
import sys

import pytest

from tests.architecture.source import Module, imports, modules

LEVEL = {"tolkeregister": 0, "qualification": 1, "booking": 2, "web": 3}

# Within a package, what stands to the left never imports what stands to the right. Rules are below all of it.
ORDER = {
    "tolkeregister": (
        "core", "languages", "places", "organisations", "people", "entries", "tolkebevis", "profiles", "campaigns",
        "feed",
        "decisions", "rectification", "complaints",
    ),
    "qualification": (
        "categories", "evidence", "rounds", "interest", "plan", "imports", "bevilling", "applications",
        "recognition",
    ),
    "booking": (
        "availability", "search", "requests", "evidence", "certificates", "matching", "offers", "statistics",
        "reports", "assignments", "changes", "sending", "exceptions", "calendars", "checks",
        "handlers",
    ),
}  # fmt: skip

ONLY_IN = {
    "litestar": ("web.",),
    "jinja2": ("web.",),
    "httpx2": ("web.",),
    "aiosmtplib": ("tolkeregister.core.mail.smtp", "web.outgoing_mail"),
    "aiosmtpd": ("web.demo.inbox",),
    "icalendar": ("booking.",),
}
COMMIT_HOMES = ("tolkeregister.core.database",)
CLOCK_HOME = "tolkeregister.core.clock"


def is_rule(module: Module) -> bool:
    return "rules" in module.name.split(".")


def named(module: Module) -> str:
    return str(module)


@pytest.mark.parametrize("module", modules(), ids=named)
def test_imports_go_down_the_line_of_packages(module: Module) -> None:
    own = LEVEL[module.name.split(".")[0]]
    upwards = {name for name in imports(module) if LEVEL.get(name.split(".")[0], -1) > own}
    assert not upwards, f"{module} imports from a higher package: {sorted(upwards)}"


@pytest.mark.parametrize(
    "module", [m for m in modules() if m.name.split(".")[0] in ORDER and m.name.count(".")], ids=named
)
def test_folders_of_a_package_import_down_their_line(module: Module) -> None:
    package, folder, *_ = module.name.split(".")
    own = ORDER[package].index(folder)
    others = [name.split(".") for name in imports(module) if name.startswith(f"{package}.")]
    upwards = {
        ".".join(parts) for parts in others
        if len(parts) > 1 and parts[1] != folder and "rules" not in parts and ORDER[package].index(parts[1]) > own
    }  # fmt: skip
    assert not upwards, f"{module} imports what comes after it: {sorted(upwards)}"


@pytest.mark.parametrize("module", [m for m in modules() if is_rule(m)], ids=named)
def test_rules_import_only_the_standard_library_and_other_rules(module: Module) -> None:
    foreign = {
        name
        for name in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names
        and "rules" not in name.split(".")
        and not name.startswith("tolkeregister.core.decisions")
    }
    assert not foreign, f"{module} is a rule and may not import {sorted(foreign)}"


@pytest.mark.parametrize("module", [m for m in modules() if is_rule(m)], ids=named)
def test_rules_have_no_input_or_output(module: Module) -> None:
    calls = {
        node.func.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"open", "print", "input"}, f"{module} is a rule and touches the world"


@pytest.mark.parametrize("module", modules(), ids=named)
def test_libraries_stay_where_they_belong(module: Module) -> None:
    for library, homes in ONLY_IN.items():
        if any(name.split(".")[0] == library for name in imports(module)):
            assert any(f"{module.name}.".startswith(home) or module.name == home for home in homes), (
                f"{module} imports {library}, which belongs in {homes}"
            )


@pytest.mark.parametrize("module", modules(), ids=named)
def test_transactions_end_in_one_place(module: Module) -> None:
    ends = [
        node.func.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
    ]
    assert not ends or module.name in COMMIT_HOMES, (
        f"{module} ends a transaction; a request or job is one transaction"
    )


@pytest.mark.parametrize("module", modules(), ids=named)
def test_only_the_clock_reads_the_time(module: Module) -> None:
    reads = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "today", "utcnow")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    ]
    assert not reads or module.name == CLOCK_HOME, f"{module} asks what time it is; take `now` as a parameter"


@pytest.mark.parametrize("module", [m for m in modules() if m.name.endswith(".models")], ids=named)
def test_models_do_not_postpone_annotations(module: Module) -> None:
    """SQLModel cannot resolve relationships and columns from text."""
    assert "__future__.annotations" not in set(imports(module))


@pytest.mark.parametrize("module", modules(), ids=named)
def test_nothing_is_called_utils(module: Module) -> None:
    last = module.name.rsplit(".", 1)[-1]
    assert last not in ("utils", "helpers", "common", "misc", "service", "manager"), (
        f"{module}: name what it knows"
    )


def test_a_category_is_written_by_qualification_only() -> None:
    """Rule Q1: category is never typed in."""
    callers = {
        m.name for m in modules()
        if any(name.endswith("entries.commands.set_category") for name in imports(m))
    }  # fmt: skip
    assert callers, "nobody calls set_category: this test guards nothing"
    assert all(name.startswith("qualification.") for name in callers)
