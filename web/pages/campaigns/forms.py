"""The form that says whom a campaign asks, and by when."""

from datetime import date

from tolkeregister.campaigns.audience import Chosen
from tolkeregister.campaigns.rules.days import CampaignDays, check_days
from tolkeregister.entries.models import Category
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField
from web.forms.options import Option
from web.forms.time_fields import DateField
from web.view.texts import N_


class CampaignForm(Form):
    """A part of the register, the last day to answer, and one or two reminders."""

    kategori = ChoiceField(
        N_("Kategori"),
        options=[Option(each.value, each.value, final=True) for each in Category],
        marker="optional",
    ).optional()
    sprak = LanguageField(N_("Språk"), marker="optional").optional()
    ikke_siden = DateField(
        N_("Ikke bekreftet siden"), marker="optional",
        help=N_("De som har bekreftet profilen denne dagen eller senere, blir ikke spurt."),
    ).optional()  # fmt: skip
    frist = DateField(
        N_("Siste dag for å svare"),
        missing=N_("Skriv siste dag for å svare"),
        help=N_("Tidligst om to uker."),
    )
    paminnelse = DateField(
        N_("Første påminnelse"), missing=N_("Skriv når de som ikke har svart, skal få en påminnelse"),
        help=N_("Senest to dager før siste dag for å svare."),
    )  # fmt: skip
    paminnelse_2 = DateField(N_("Andre påminnelse"), marker="optional").optional()

    def check(self) -> None:
        """The days must leave time to answer."""
        at = {"answer_by": "frist", "remind_on": "paminnelse"}
        for each in check_days(self.days(), today=self.today).reasons:
            self.refuse_reasons((each,), {each.code: at[str(each.facts["field"])]})
        if self.ikke_siden and self.ikke_siden > self.today:
            self.refuse("ikke_siden", "date_future", N_("Velg en dag som har vært"))

    def chosen(self) -> Chosen:
        """The part of the register."""
        return Chosen(self.kategori, self.sprak, self.ikke_siden)

    def days(self) -> CampaignDays:
        """The days as the rules read them."""
        given: tuple[date | None, ...] = (self.paminnelse, self.paminnelse_2)
        return CampaignDays(self.frist, tuple(each for each in given if each is not None))

    def query(self) -> dict[str, str]:
        """What was answered, as it stands in an address."""
        return {name: self[name].value for name in self.names if self[name].value}
