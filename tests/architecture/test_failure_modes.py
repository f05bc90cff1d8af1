"""docs/feilmodi.md says what guards against each failure and which test keeps the guard: what it names is there."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.source import ROOT, tracked_files

LINES = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in (ROOT / "docs/feilmodi.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| (\d+[a-z]|W\d+[a-z]?) \|", line)
]
TEST = re.compile(r"`([a-z_/]+\.py)::(\w+)`")
QUOTED = re.compile(r"`([^`]+)`")
WORD = re.compile(r"[A-Za-z_]{3,}")
SOURCE = (".py", ".sql", ".html", ".js", ".css", ".toml")


@cache
def functions_of(path: str) -> frozenset[str]:
    """The names of the functions in a file below `tests/`."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, functions))


@cache
def words() -> frozenset[str]:
    """Every word of everything a guard may stand in, and the names of the files."""
    files = [path for path in tracked_files() if path.suffix in SOURCE and ROOT / "tests" not in path.parents]
    found = {word for path in files for word in WORD.findall(path.read_text(encoding="utf-8"))}
    return frozenset(found | {path.name for path in files})


def is_there(quoted: str) -> bool:
    """A path, a file's name, or code all of whose words stand somewhere."""
    if re.fullmatch(r"\w+(/\w+)+\.\w+", quoted):
        return (ROOT / quoted).is_file()
    if re.fullmatch(r"\w+\.(html|js)", quoted):
        return quoted in words()
    return words().issuperset(WORD.findall(quoted))


def test_each_failure_has_a_number_of_its_own() -> None:
    numbers = [line[0] for line in LINES]
    assert len(numbers) == len(set(numbers)) > 90
    assert {int(each[1]) for number in numbers if (each := re.match(r"W(\d+)", number))} == set(range(1, 13))
    assert {int(number[:-1]) for number in numbers if not number.startswith("W")} == {
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        10,
        11,
        13,
        14,
        15,
        17,
        19,
        20,
        21,
        22,
        23,
        24,
        25,
        27,
        28,
        29,
        30,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        38,
        39,
        40,
        41,
    }


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_what_a_line_names_is_there(line: list[str]) -> None:
    _, _, guard, test, seen = line
    named = TEST.fullmatch(test)
    assert named, "one test, as `path::name`"
    assert named[2] in functions_of(named[1])
    assert [each for each in QUOTED.findall(guard) if not is_there(each)] == []
    assert len(seen) > 3, "what was seen when the guard was gone"
