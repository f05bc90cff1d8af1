"""What holds for SQL wherever it stands."""

import re

from tests.architecture.source import ROOT, modules, tracked_files

ORDERED = re.compile(r'ORDER BY[^;"\']*?\bsort_key\b(?! COLLATE "C")')


def test_a_stored_sort_key_is_compared_byte_by_byte() -> None:
    """Under another collation the signs that stand for æ, ø and å mean nothing, and the order is lost."""
    files = [each.path for each in modules()] + [path for path in tracked_files() if path.suffix == ".sql"]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    assert any('sort_key COLLATE "C"' in each for each in texts.values()), "nothing is ordered by it"
    assert not [str(path.relative_to(ROOT)) for path, each in texts.items() if ORDERED.search(each)]
