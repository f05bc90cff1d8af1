"""The two questions every order by screen asks: when the equipment is tried, and where to go when the screen fails."""

from web.forms.choice_fields import ChoiceField
from web.forms.field import Field
from web.forms.options import Option
from web.forms.text_fields import PhoneField
from web.view.texts import N_

TEST_OPTIONS = (
    Option("5", N_("5 minutter før")),
    Option("10", N_("10 minutter før")),
    Option("15", N_("15 minutter før")),
    Option("30", N_("30 minutter før")),
    Option("45", N_("45 minutter før")),
    Option("60", N_("60 minutter før")),
)


def test_time() -> Field[str | None]:
    """How long before the beginning the room opens."""
    return ChoiceField(
        N_("Når skal utstyret prøves?"), options=TEST_OPTIONS,
        help=N_("Rommet åpner da. Alle kan prøve kamera, lyd og linje før samtalen."),
    ).optional()  # fmt: skip


def plan_b() -> Field[str | None]:
    """A number that everybody can call."""
    return PhoneField(
        N_("Plan B: telefonnummeret dere går over til hvis skjermen svikter"),
        help=N_("Et nummer alle kan ringe. Det vises i tolkerommet."),
    ).optional()
