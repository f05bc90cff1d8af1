"""Who does what before, at set-up of and during a conversation by screen (samtaleguide), by role."""

from collections.abc import Mapping
from typing import Literal

from web.view.texts import N_

Moment = Literal["before", "set_up", "during"]

GUIDE: Mapping[str, Mapping[Moment, tuple[str, ...]]] = {
    "owner": {
        "before": (
            N_("Finn et rom der ingen hører eller ser dere, med ro og godt lys foran den som snakker."),
            N_("Prøv utstyret i god tid, og ha telefonen klar om skjermen svikter."),
            N_("Gi tolken tema, fagord og dokumenter på forhånd. Beregn dobbel tid."),
        ),
        "set_up": (
            N_("Du leder møtet: du slipper inn, låser rommet og bestemmer når det er pause."),
            N_("La alle si hvem de er og hva de gjør. Be tolken presentere seg selv og rollen sin."),
            N_("Spør om alle hører, ser og forstår. Er noe dårlig, rett det før dere begynner."),
        ),
        "during": (
            N_("Snakk til den du snakker med, ikke til tolken. Si litt om gangen, og vent."),
            N_("Én snakker av gangen. Navngi den du spør når dere er flere."),
            N_("Hold pausene. Tolking på skjerm er tyngre enn å sitte sammen."),
        ),
    },
    "interpreter": {
        "before": (
            N_("Sitt alene og uforstyrret, med lys foran deg og rolig bakgrunn."),
            N_("Bruk hodetelefoner med mikrofon, og kablet nett om du kan."),
            N_("Prøv utstyret, og ha vann, notatblokk og telefon klar."),
        ),
        "set_up": (
            N_("Si hvem du er, at du oversetter alt, og at du har taushetsplikt."),
            N_("Avtal hvordan du tar ordet, og hvordan du ber om pause."),
            N_("Si fra med en gang om lyd, bilde eller rom ikke er godt nok."),
        ),
        "during": (
            N_("Be om å få gjentatt det du ikke hører. Det er bedre enn å gjette."),
            N_("Be om pause før du blir sliten. Avløs hverandre når dere er to."),
            N_("Kan du ikke tolke forsvarlig, si det. Du skal stanse da (tolkeloven § 14)."),
        ),
    },
    "person": {
        "before": (
            N_("Finn et sted der andre ikke hører deg."),
            N_("Bruk strøm og godt nett. Hodetelefoner hjelper."),
        ),
        "set_up": (
            N_("Si fra om du ikke hører, ser eller forstår tolken."),
            N_("Du kan spørre hvem som er med."),
        ),
        "during": (
            N_("Snakk som vanlig, litt om gangen. Tolken oversetter alt som blir sagt."),
            N_("Tolken har taushetsplikt og tar ikke parti."),
        ),
    },
}


def guide(role: str, moment: Moment) -> tuple[str, ...]:
    """The advice for a role at a moment, in bokmål; a guest gets what the person interpreted for gets."""
    return GUIDE.get(role, GUIDE["person"])[moment]
