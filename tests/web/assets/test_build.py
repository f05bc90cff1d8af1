"""What the browser loads is built from packages and our own files, and named by its content."""

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fixtures.app import NOON
from web.assets import build as build_module
from web.assets.build import OUR_CSS, Output, build, remove_old
from web.assets.node import node_command, npm_command
from web.assets.places import BUILT, ROOT, STATIC, read_manifest
from web.assets.steps import FONT_RANGES, code_points


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    return build()


def test_every_file_in_the_manifest_is_there_under_its_hash(manifest: dict[str, str]) -> None:
    for name, hashed in manifest.items():
        assert (BUILT / hashed).stat().st_size > 0
        if hashed.startswith("js/pdfjs-"):  # asked for by name: the folder is the version's
            continue
        assert re.fullmatch(re.escape(name.rpartition(".")[0]) + r"\.[0-9a-f]{12}\.\w+", hashed)


def test_building_again_changes_nothing(manifest: dict[str, str]) -> None:
    before = {
        file: file.stat().st_mtime_ns for file in BUILT.rglob("*") if file.is_file() and file.name != ".lock"
    }
    assert build() == manifest == read_manifest()
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_a_page_loaded_before_the_build_still_finds_its_files_for_a_day(tmp_path: Path) -> None:
    def built(content: bytes, at: datetime, before: Output | None) -> Output:
        output = Output(tmp_path)
        output.add("css/tolk.css", content)
        remove_old(output, left=before.manifest.values() if before else (), now=at)
        return output

    def there(output: Output) -> bool:
        return (tmp_path / output.manifest["css/tolk.css"]).exists()

    first = built(b"one", NOON, None)
    os.utime(tmp_path / first.manifest["css/tolk.css"], (0, 0))  # made long ago, in use until now
    second = built(b"two", NOON, first)
    third = built(b"three", NOON + timedelta(minutes=1), second)
    again = built(b"three", NOON + timedelta(hours=24), third)
    assert there(first)
    assert there(second)
    last = built(b"four", NOON + timedelta(hours=24, seconds=1), again)
    assert (there(first), there(second), there(third), there(last)) == (False, True, True, True)


def test_all_our_stylesheets_are_joined_and_the_first_sets_the_layers(manifest: dict[str, str]) -> None:
    assert {file.name for file in (STATIC / "css").glob("*.css")} == set(OUR_CSS)
    css = (BUILT / manifest["css/tolk.css"]).read_text(encoding="utf-8")
    assert re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).lstrip().startswith("@layer grunn, ds, tolk;")


def test_stylesheets_load_nothing_from_elsewhere(manifest: dict[str, str]) -> None:
    for name, hashed in manifest.items():
        if name.endswith(".css"):
            css = (BUILT / hashed).read_text(encoding="utf-8")
            for address in re.findall(r"url\(['\"]?([^'\")]+)", css):
                assert address.startswith(("data:", "../fonts/"))
                assert address.startswith("data:") or (BUILT / "css" / address).exists()


def test_scripts_import_each_other_by_their_hashed_names(manifest: dict[str, str]) -> None:
    entry = (BUILT / manifest["js/tolk.js"]).read_text(encoding="utf-8")
    imported = re.findall(r"import '\./([^']+)'", entry)
    assert len(imported) >= 6
    assert all((BUILT / "js" / name).exists() for name in imported)


def test_our_stylesheets_use_no_important_and_no_address() -> None:
    for name in OUR_CSS:
        css = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / name).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "!important" not in css
        assert "http" not in css.replace("href^='http'", "")


def test_the_stylesheet_asks_for_each_font_in_the_ranges_it_holds() -> None:
    css = (STATIC / "css" / "foundation.css").read_text(encoding="utf-8")
    faces = dict(re.findall(r"fonts/([\w-]+\.woff2).*?unicode-range:\s*([^;]+);", css, re.DOTALL))
    assert faces.keys() == FONT_RANGES.keys()
    for name, ranges in FONT_RANGES.items():
        assert code_points(faces[name].replace("U+", "")) == code_points(ranges)


def test_the_fonts_are_small(manifest: dict[str, str]) -> None:
    sizes = {name: (BUILT / manifest[f"fonts/{name}"]).stat().st_size for name in FONT_RANGES}
    assert sizes["inter-tolk-latin.woff2"] < 30_000
    assert sum(sizes.values()) < 70_000


def test_the_lock_file_holds_no_addresses_of_a_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_node_and_npm_are_of_the_same_origin() -> None:
    assert Path(node_command()[0]).exists()
    assert npm_command()


def test_scripts_that_import_each_other_in_a_circle_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "one.js").write_text("import './two.js'", encoding="utf-8")
    (tmp_path / "js" / "two.js").write_text("import './one.js'", encoding="utf-8")
    monkeypatch.setattr(build_module, "STATIC", tmp_path)
    with pytest.raises(ValueError, match="circle"):
        build_module._add_script(Output(tmp_path / "built"), "js/one.js", ())
