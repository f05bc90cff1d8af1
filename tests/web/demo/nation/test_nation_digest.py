"""The same rows on every machine: the fingerprint of the whole nation is committed."""

import os
import subprocess
import sys
from datetime import date

import pytest

from web.demo.nation.nation import fingerprint, nation

TODAY = date(2026, 11, 21)
COMMITTED = "9448c1ec29d42e799df4cd6c8792c262dcf190932c757fa3d768ec11868d8640"

ASK = """
from datetime import date
from web.demo.nation.nation import fingerprint, nation
print(fingerprint(nation(1000, date(2026, 11, 21)).rows()))
"""


def test_the_fingerprint_at_scale_1000_is_the_committed_one() -> None:
    assert fingerprint(nation(1000, TODAY).rows()) == COMMITTED


@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_a_fresh_process_with_another_hash_seed_makes_identical_rows(hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == COMMITTED


def test_another_day_or_scale_gives_other_rows() -> None:
    assert fingerprint(nation(1000, date(2026, 11, 22)).rows()) != COMMITTED
    assert fingerprint(nation(100, TODAY).rows()) != COMMITTED


def test_only_the_four_scales_are_allowed() -> None:
    with pytest.raises(ValueError, match="scale"):
        nation(500, TODAY)


def test_something_that_is_no_row_has_no_fingerprint() -> None:
    with pytest.raises(TypeError, match="no row"):
        fingerprint([3])
