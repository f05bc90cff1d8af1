"""Forms of the interpreter's profile: contact with consent, a name, a pause; and of rules for categories."""

from urllib.parse import urlsplit

from qualification.categories.rules.schemes import CATEGORIES
from tolkeregister.profiles.rules.changing import LONGEST_NAME
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, ManyField
from web.forms.options import Option, options_from
from web.forms.text_fields import EmailField, PhoneField, TextField
from web.forms.time_fields import DateField
from web.view.labels import LABELS
from web.view.texts import N_

_FIELDS = LABELS["profile_field"]
_LONGEST = 200


class ContactForm(Form):
    """How others may reach one, and which of it they may see."""

    telefon = PhoneField(_FIELDS["phone"], marker="optional").optional()
    epost = EmailField(_FIELDS["email"], marker="optional").optional()
    adresse = TextField(_FIELDS["street_address"], most=_LONGEST, marker="optional").optional()
    nettsted = TextField(
        _FIELDS["website"], most=_LONGEST, marker="optional", help=N_("For eksempel https://www.eksempel.no")
    ).optional()
    vis = ManyField(
        N_("Hva skal alle kunne se?"),
        options=[Option(code, _FIELDS[code]) for code in ("phone", "email", "street_address", "website", "photo")],
        help=N_("Du samtykker til ett og ett felt. Fjerner du en hake, forsvinner feltet med en gang."),
    )  # fmt: skip

    def check(self) -> None:
        """A website is an address one can follow, and what is shown must be there to show."""
        if self.nettsted and not is_web_address(self.nettsted):
            self.refuse("nettsted", "not_an_address", N_("Skriv hele adressen, med https:// først"))
        given = {
            "phone": self.telefon,
            "email": self.epost,
            "street_address": self.adresse,
            "website": self.nettsted,
        }
        if any(not given.get(code, "x") for code in self.vis):
            self.refuse("vis", "nothing_to_show", N_("Fyll ut feltene du vil vise, eller fjern haken"))


def is_web_address(text: str) -> bool:
    """Whether a link to it leads to a web site and nowhere else."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and "." in (parts.hostname or "")
            and " " not in text
        )
    except ValueError:
        return False


class NameForm(Form):
    """The name one is known by, besides the legal one."""

    navn = TextField(
        _FIELDS["chosen_name"], most=LONGEST_NAME, missing=N_("Skriv navnet du bruker"),
        help=N_("Vises ved siden av navnet i folkeregisteret, som står på tolkebeviset."),
    )  # fmt: skip


class SchemeForm(Form):
    """A draft of rules from a day."""

    fra = DateField(N_("Gjelder fra"), not_past=True, missing=N_("Skriv fra hvilken dag reglene skal gjelde"))
    kilde = TextField(
        N_("Hva bygger reglene på?"), most=_LONGEST, missing=N_("Skriv hva reglene bygger på"),
        help=N_("For eksempel en forskrift eller et høringsforslag."),
    )  # fmt: skip


class RouteForm(Form):
    """One more way to a category."""

    kategori = ChoiceField(
        N_("Gir kategori"), options=[Option(code, code, final=True) for code in CATEGORIES],
        missing=N_("Velg kategorien veien gir"),
    )  # fmt: skip
    typer = ManyField(
        N_("For hva slags tolking?"), options=options_from(LABELS["type"]), needed=True,
        missing=N_("Velg minst én type tolking"),
    )  # fmt: skip
    krav = ManyField(
        N_("Alt dette må være dokumentert"), options=options_from(LABELS["evidence"]), needed=True,
        missing=N_("Velg minst ett krav"),
    )  # fmt: skip


class RerunForm(Form):
    """Which day is looked at, by which rules."""

    dato = DateField(N_("Dag"), missing=N_("Velg en dag"))
    regler = ChoiceField(N_("Sammenlign med"), missing=N_("Velg reglene å sammenligne med"))
