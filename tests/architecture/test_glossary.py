"""The glossary is kept by the code: every name it forbids stays away, every closed list of codes has its words."""

import ast
import re

from tests.architecture.source import ROOT, Module, modules

GLOSSARY = (ROOT / "docs/ordliste.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The cells of the glossary's table."""
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def codes(cell: str) -> set[str]:
    """What stands between backquotes."""
    return set(re.findall(r"`([a-z_]+)`", cell))


FORBIDDEN_TABLES = {word for row in rows() for word in codes(row[3])}


def test_the_glossary_has_rows_with_forbidden_words() -> None:
    assert {"customer", "vendor", "order"} <= FORBIDDEN_TABLES


def test_no_table_is_called_by_a_forbidden_word() -> None:
    from web.all_tables import metadata

    technical = {"job", "rate"}  # background jobs and rate limits are not about interpreting
    named = {word for table in metadata.tables for word in table.split("_")}
    assert not named & (FORBIDDEN_TABLES - technical)


def identifiers(module: Module) -> set[str]:
    """The words of the names a module defines."""

    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = [node.name for node in ast.walk(module.tree) if isinstance(node, kinds)]
    return {
        word
        for name in defined
        for word in re.findall(r"[a-z]+", re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
    }


NEVER_DEFINED = {"customer", "client", "vendor", "invitation", "ticket", "licence", "permit", "certified"}


def test_the_domain_defines_nothing_by_a_forbidden_word() -> None:
    forbidden = {
        str(module): found
        for module in modules()
        if module.name.split(".")[0] != "web" and (found := identifiers(module) & NEVER_DEFINED)
    }
    assert forbidden == {}


def test_every_row_explains_its_word() -> None:
    for row in rows():
        assert len(row) == 5, row
        assert codes(row[1]), f"{row[0]}: a name in the code"
        assert len(row[2]) > 8, f"{row[0]}: a meaning"
