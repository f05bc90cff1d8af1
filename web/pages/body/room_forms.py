"""The forms of an order's room: who is invited, how the room is, and whether the screen was good enough."""

from booking.rooms.models import SeatRole
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, YesField
from web.forms.options import Option
from web.forms.text_fields import NumberField, PhoneField, TextField
from web.pages.body.screen_plan import TEST_OPTIONS
from web.view.texts import N_

ROLES = {"person": SeatRole.PERSON, "gjest": SeatRole.GUEST}


class InviteForm(Form):
    """Somebody without sign-in, by role and never by name."""

    rolle = ChoiceField(
        N_("Hvem er lenken til?"),
        options=(
            Option("person", N_("Den det tolkes for")),
            Option("gjest", N_("En annen som er med, for eksempel advokat eller kollega")),
        ),
        missing=N_("Velg hvem lenken er til"),
    )
    merkelapp = TextField(
        N_("Rolle i samtalen"), most=40, marker="optional",
        help=N_("For eksempel mor eller advokat. Ikke navn: de andre i rommet ser det."),
    ).optional()  # fmt: skip
    sprak = ChoiceField(N_("Språk på arket"), marker="optional").optional()


class WithdrawInvitationForm(Form):
    """Which link."""

    plass = NumberField(N_("Lenke"), least=1)


class RoomForm(Form):
    """What the booker decides about the room before it begins (features 46 and 47, rule R2)."""

    planb = PhoneField(
        N_("Plan B: telefonnummeret dere går over til hvis skjermen svikter"),
        missing=N_("Skriv telefonnummeret dere går over til hvis skjermen svikter"),
    )
    prov = ChoiceField(
        N_("Når skal utstyret prøves?"), options=TEST_OPTIONS, missing=N_("Velg når utstyret skal prøves")
    )
    eget_rom = TextField(
        N_("Deres eget videorom"), most=400, marker="optional",
        help=N_("Lim inn lenken hvis samtalen må være der, eller hvis dere blir flere enn fire. Tolkens kategori og "
                "oppmøte vises fortsatt her."),
    ).optional()  # fmt: skip
    direkte = YesField(
        N_("La nettleserne koble seg direkte til hverandre"),
        help=N_("Da kan deltakerne finne ut hverandres nettadresse. Aldri når noen har skjult adresse."),
    )
    avloser = TextField(
        N_("Avløser"), most=20, marker="optional",
        help=N_("Bestillingsnummeret til tolken som skal avløse. Hen får plass i dette rommet."),
    ).optional()  # fmt: skip


class ScreenForm(Form):
    """The body's own word on the screen (tolkeloven § 8, rule R1)."""

    lyd = YesField(N_("Lyden var god nok hele tiden"))
    bilde = YesField(N_("Bildet var godt nok hele tiden"))
    samtidig = YesField(N_("Lyd og bilde kom samtidig"))
    skjermet = YesField(N_("Ingen uvedkommende kunne se eller høre"))
