"""Who does what before, at set-up of and during a conversation by screen (samtaleguide), by role.

The professional owns the meeting, tries the equipment, has a plan B and answers for breaks (rule R3); the interpreter
sits alone and undisturbed (R4). How long one interprets before a break is no law in Norway: what is said of it is only
advice.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from web.pages.rooms.guide_of_person import GUIDE_OF_PERSON
from web.view.texts import N_, Texts

Moment = Literal["before", "set_up", "during", "conditions"]
Guide = Callable[[str, Moment], tuple[str, ...]]

GUIDE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "owner": {
        "before": (
            N_("Finn et rom der ingen hører eller ser dere, med ro og godt lys foran den som snakker."),
            N_("Sett kameraet så alle i rommet er i bildet, og mikrofonen midt mellom dem."),
            N_("Prøv utstyret sammen med tolken i god tid, og ha telefonen klar om skjermen svikter."),
            N_("Gi tolken tema, fagord og dokumenter på forhånd. Beregn dobbel tid."),
            N_("Skal dere holde på lenge, avtal pauser, eller bestill to tolker som avløser hverandre."),
        ),
        "set_up": (
            N_("Du leder møtet: du slipper inn, låser rommet og bestemmer når det er pause."),
            N_("La alle si hvem de er og hva de gjør, også de som ikke er i bildet."),
            N_("Be tolken presentere seg selv og rollen sin. Si at ingenting blir tatt opp."),
            N_("Spør om alle hører, ser og forstår. Er noe dårlig, rett det før dere begynner."),
            N_("Avtal hva dere gjør hvis forbindelsen blir borte, og hvem som ringer."),
        ),
        "during": (
            N_("Snakk til den du snakker med, ikke til tolken. Si litt om gangen, og vent."),
            N_("Én snakker av gangen. Navngi den du spør når dere er flere."),
            N_("Spør om det du sa, er forstått. Det er ditt ansvar, ikke tolkens."),
            N_("Hold pausene. Tolking på skjerm er tyngre enn å sitte sammen."),
            N_("Blir lyd eller bilde for dårlig, stans og gå over til telefon, eller avtal en ny tid."),
        ),
    },
    "interpreter": {
        "before": (
            N_("Sitt alene og uforstyrret, bak en lukket dør."),
            N_("Prøv utstyret, og ha vann, notatblokk og telefon klar."),
            N_("Les det du har fått om samtalen. Si fra om du er inhabil eller mangler noe."),
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
            N_("Be dem vente når noe leses eller vises. Tolk det som blir lest høyt."),
        ),
        "conditions": (
            N_("Lys foran deg og rolig bakgrunn. Kameraet i øyehøyde, så ansiktet vises godt."),
            N_("Hodesett med mikrofon, kablet nett om du kan, og strøm i veggen."),
            N_("Hold lyden så lav som du kan og likevel høre. Slå av varsler på maskin og telefon."),
            N_("Stol og bord som støtter armer og rygg. Reis deg, se langt bort og drikk i pausene."),
            N_("Be om pause hver halvtime, og oftere ved simultantolking og tegnspråk. Det er et råd, ikke en "
               "grense i loven."),
            N_("Ha tid mellom oppdragene. Ta færre på rad på skjerm enn ved fremmøte."),
            N_("Var samtalen tung, snakk med noen om hvordan du har det, uten å si noe fra den."),
        ),
    },
    "person": GUIDE_OF_PERSON,
}  # fmt: skip


def guide_in(texts: Texts) -> Guide:
    """The advice in one language, by role and moment; a guest gets what the person interpreted for gets."""

    def guide(role: str, moment: Moment) -> tuple[str, ...]:
        return tuple(map(texts.gettext, GUIDE.get(role, GUIDE["person"]).get(moment, ())))

    return guide
