"""Advice for the one it is interpreted for, and for guests: short sentences, for they are read in many languages."""

from collections.abc import Mapping

from web.view.texts import N_

GUIDE_OF_PERSON: Mapping[str, tuple[str, ...]] = {
    "before": (
        N_("Finn et sted der andre ikke hører deg."),
        N_("Bruk strøm og godt nett. Hodetelefoner hjelper."),
        N_("Sitt slik at lyset er foran deg. Sett telefonen mot noe som står støtt."),
        N_("Prøv kamera og lyd før samtalen. Da er det tid til å få hjelp."),
    ),
    "set_up": (
        N_("Si fra om du ikke hører, ser eller forstår tolken."),
        N_("Du kan spørre hvem som er med."),
        N_("Du kan si fra om du kjenner tolken, eller ikke vil ha denne tolken."),
    ),
    "during": (
        N_("Snakk som vanlig, litt om gangen. Tolken oversetter alt som blir sagt."),
        N_("Snakk til den du er i samtale med. Spør den, ikke tolken."),
        N_("Tolken har taushetsplikt og tar ikke parti."),
        N_("Du kan be om pause, og be om å få noe sagt en gang til."),
    ),
}
