"""How to talk when somebody interprets: what stands before everybody in the room, and more for those who want it.

By what is interpreted: signing, touching and writing take other things than speech (feature 49, rules D3–D5).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from web.view.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class Talk:
    """Three things to keep in mind, and the rest."""

    first: tuple[str, ...]
    more: tuple[str, ...]


_TO_EACH_OTHER = N_("Se på den du snakker med, ikke på tolken.")
_ALL = (
    N_("Si «du» til den du snakker med. Ikke be tolken spørre eller si noe."),
    N_("Alt som blir sagt, blir tolket. Si ikke noe som ikke skal sies videre."),
    N_("Si tall, navn og datoer sakte, eller skriv dem i feltet «Skriv»."),
    N_("Forklar fagord og forkortelser. Spør om det du sa, er forstått."),
    N_("Tolken svarer ikke for noen og gir ikke råd."),
)
TALK: Mapping[str, Talk] = {
    "speech": Talk(
        (_TO_EACH_OTHER, N_("Si litt om gangen. Vent på tolken."), N_("Én snakker av gangen.")),
        (*_ALL, N_("Vent litt før du svarer. Lyden på skjerm kommer senere fram enn i et rom.")),
    ),
    "sign": Talk(
        (
            _TO_EACH_OTHER, N_("Én om gangen. Vent til tolken er ferdig."),
            N_("Sitt i godt lys, med hendene i bildet."),
        ),
        (
            *_ALL, N_("Vink eller skriv når du vil ha ordet. Den som ser på tolken, ser ikke at du begynner."),
            N_("Stopp når dere viser noe. Ingen kan lese og se på tolken samtidig."),
            N_("Fest bildet av tolken stort, og la kameraet stå i ro."),
        ),
    ),
    "deafblind": Talk(
        (
            N_("Si hvem du er hver gang du tar ordet."), N_("Si litt om gangen. Vent på tolken."),
            N_("Fortell hva som skjer: hvem som kommer, går eller tier."),
        ),
        (*_ALL, N_("Ta oftere pause. Det tar lengre tid å ta imot med hendene.")),
    ),
    "speech_to_text": Talk(
        (
            N_("Si hvem du er hver gang du tar ordet."), N_("Én snakker av gangen."),
            N_("Snakk tydelig, i hele setninger. Teksten kommer litt etter."),
        ),
        (*_ALL, N_("Vent til teksten er lest før dere går videre.")),
    ),
}  # fmt: skip


def talk_in(texts: Texts) -> Mapping[str, Talk]:
    """The advice for each type of interpreting in one language."""
    return {
        type: Talk(tuple(map(texts.gettext, talk.first)), tuple(map(texts.gettext, talk.more)))
        for type, talk in TALK.items()
    }
