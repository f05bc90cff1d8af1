"""What the demo's provider is told about accounts."""

from tolkeregister.core.actor import Door
from tolkeregister.people.queries import SignInAccount
from web.demo.greeting import PEOPLE
from web.demo.provider.__main__ import told
from web.demo.provider.provider import provider_account


def account(name: str, door: Door, subject: str, orgnr: str | None = None) -> SignInAccount:
    """An account of ours."""
    return SignInAccount(door, subject, name, "", orgnr, "Fjordvik kommune", ())


def test_whom_the_greeting_names_is_recommended_once_and_only_at_the_right_door() -> None:
    role, name, _ = PEOPLE[0]
    accounts = (
        account(name, Door.INTERPRETER, "1"),
        account(name, Door.PUBLIC_BODY, "2"),
        account(name, Door.PUBLIC_BODY, "3"),
    )
    assert [each.recommended for each in told(accounts)] == ["", role, ""]


def test_the_providers_own_name_for_somebody_reveals_no_identity_number() -> None:
    made = provider_account(account("Kari", Door.PUBLIC_BODY, "12345678901"))
    assert "12345678901" not in made.sub


def test_one_person_in_two_organisations_is_two_choices() -> None:
    first, second = (
        provider_account(account("Kari", Door.PUBLIC_BODY, "12345678901", orgnr))
        for orgnr in ("999000001", "999000002")
    )
    assert first.sub != second.sub
    assert (first.claims["orgnr"], second.claims["orgnr"]) == ("999000001", "999000002")
