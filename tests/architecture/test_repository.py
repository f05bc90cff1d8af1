"""What may never stand in the repository: download addresses, paths of somebody's machine, other people's files."""

import re

import pytest

from tests.architecture.source import ROOT, tracked_files

LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json", ".npmrc", "pyproject.toml")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|root|work)/[a-z]")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_no_download_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r'"resolved"|index-url|registry\s*=|https?://\S+\.(?:whl|tgz|tar\.gz)', text)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_python_package_is_locked_by_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
    packages = [block for block in blocks if "==" in block.splitlines()[0]]
    assert packages
    assert all("--hash=sha256:" in block for block in packages)


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    texts = [
        path for path in tracked_files() if path.suffix not in (".png", ".woff2") and path.name != "LICENSE"
    ]
    found = {
        str(path.relative_to(ROOT)) for path in texts
        if MACHINE_PATHS.search(path.read_text(encoding="utf-8", errors="replace"))
    }  # fmt: skip
    assert found <= {"tests/architecture/test_repository.py"}


def test_third_party_files_are_not_copied_into_the_repository() -> None:
    names = {str(path.relative_to(ROOT)) for path in tracked_files()}
    assert not {name for name in names if name.endswith((".woff2", ".min.js")) or "node_modules/" in name}


def test_settings_are_all_explained_in_the_example() -> None:
    from dataclasses import fields

    from tolkeregister.core.settings import Settings

    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == {field.name.upper() for field in fields(Settings)}
