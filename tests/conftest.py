"""Only the list of fixtures; each file under tests/fixtures holds one idea."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.app",
    "tests.fixtures.page",
    "tests.fixtures.people",
    "tests.fixtures.outside",
    "tests.fixtures.sharing",
    "tests.fixtures.relay",
]
