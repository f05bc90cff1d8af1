"""The pages with freshly built assets; the build does nothing when nothing has changed."""

import pytest

from web.assets.build import build
from web.view.render import Pages


@pytest.fixture(scope="session")
def manifest() -> dict[str, str]:
    return build()


@pytest.fixture(scope="session")
def pages(manifest: dict[str, str]) -> Pages:
    return Pages(manifest=manifest)
