"""The service refuses to start when something is missing or only good enough for a demo."""

import pytest

from tolkeregister.core.settings import Settings, SettingsError

GOOD = {
    "ENVIRONMENT": "production", "DATABASE_URL": "postgresql://tolk@db.example/tolkeregister",
    "BASE_URL": "https://tolkeregister.example", "SECRET_KEY": "x" * 32, "OIDC_ISSUER": "https://innlogging.example",
    "OIDC_PRIVATE_KEY": "{}", "SMTP_HOST": "smtp.example", "SMTP_PORT": "25", "MAIL_FROM": "a@tolkeregister.example",
    "POPULATION_URL": "https://folkeregister.example", "SCANNER_ADDRESS": "clamd.example:3310",
    "LETTER_MAILBOX_URL": "https://postkasse.example", "LETTER_PRINT_URL": "https://utskrift.example",
    "COMPLAINT_KEY": "k" * 32,
}  # fmt: skip


def test_complete_settings_are_read() -> None:
    assert Settings.from_environment(GOOD).smtp_port == 25


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_setting_stops_the_start_and_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is missing"):
        Settings.from_environment({**GOOD, name: ""})


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("ENVIRONMENT", "staging", "must be one of"),
        ("SECRET_KEY", "short", "at least 32"),
        ("SECRET_KEY", "only-for-demo-" + "x" * 32, "the demo's"),
        ("SMTP_PORT", "smtp", "must be a number"),
        ("CLOCK_AHEAD", "-3", "must be a number"),
        ("CLOCK_AHEAD", "60", "for demos and tests only"),
        ("SCANNER_ADDRESS", "clamd", "host:port"),
        ("COMPLAINT_KEY", "k" * 32 + ",short", "at least 32"),
        ("RELAY_URLS", "turn:relay.example:3478", "go together"),
        ("RELAY_SECRET", "s" * 32, "go together"),
        ("RELAY_URLS", "https://relay.example", "must be turn"),
        ("RELAY_SECRET", "short", "at least 32"),
        ("DRAFT_LANGUAGES", "1", "for demos and tests only"),
        ("DATABASE_URL", "sqlite://", "must start with postgresql"),
        ("BASE_URL", "http://tolkeregister.example", "must be https"),
        ("BASE_URL", "https://tolkeregister.example/", "must not end"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_explained(name: str, value: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint):
        Settings.from_environment({**GOOD, name: value})


def test_without_tls_the_demo_is_only_for_this_machine() -> None:
    with pytest.raises(SettingsError, match="only allowed on this machine"):
        Settings.from_environment({**GOOD, "ENVIRONMENT": "demo", "BASE_URL": "http://10.0.0.5:8000"})
