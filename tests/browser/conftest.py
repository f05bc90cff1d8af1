"""Only these tests need the whole service and a browser."""

import pytest

from tests.fixtures.chromium import chromium, open_window
from tests.fixtures.service import breakable_service, service

__all__ = ["breakable_service", "chromium", "open_window", "service"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and is one long work to whoever shares out the tests."""
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.long)
