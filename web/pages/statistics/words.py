"""What the values of published tables are called on a page, and the sentences that say what the figures show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from booking.statistics.rules import nearest_part
from tolkeregister.core.statistics.tables import TOTAL, Dimension
from web.names import Names
from web.view.addresses import Form
from web.view.formats import count_word, number, percent
from web.view.labels import label_key
from web.view.texts import N_, Texts, texts_in

_PARTS = {
    "about": N_("%(part)s av %(all)s oppdrag har kvalifisert tolk"),
    "nearly": N_("Nesten %(part)s av %(all)s oppdrag har kvalifisert tolk"),
    "over": N_("Mer enn %(part)s av %(all)s oppdrag har kvalifisert tolk"),
}
_ENDS = {
    (0, "about"): N_("Ingen oppdrag har kvalifisert tolk"),
    (0, "over"): N_("Nesten ingen oppdrag har kvalifisert tolk"),
    (1, "about"): N_("Alle oppdrag har kvalifisert tolk"),
    (1, "nearly"): N_("Nesten alle oppdrag har kvalifisert tolk"),
}
_SPREAD = {
    "sprak": (N_("Store forskjeller mellom språkene"), N_("Små forskjeller mellom språkene")),
    "sektor": (N_("Store forskjeller mellom sektorene"), N_("Små forskjeller mellom sektorene")),
    "fylke": (N_("Store forskjeller mellom fylkene"), N_("Små forskjeller mellom fylkene")),
    "metode": (N_("Store forskjeller mellom tolkemetodene"), N_("Små forskjeller mellom tolkemetodene")),
}
_WIDE = Decimal(20)  # percentage points between highest and lowest that count as a large difference
MODES = {"fremmote": "in_person", "skjerm": "screen", "telefon": "phone"}
_FIXED = {
    ("kilde", "bestilt"): N_("Bestilt i tjenesten"),
    ("kilde", "rapportert"): N_("Rapportert"),
    ("kilde", "historikk"): N_("Fra før tjenesten"),
    ("leveringsform", "plattform"): N_("Bestilt i tjenesten, uten formidler"),
    ("leveringsform", "eget_register"): N_("Eget register"),
    ("leveringsform", "kommunal"): N_("Kommunal tolketjeneste"),
    ("leveringsform", "privat"): N_("Privat tolkeformidler"),
    ("grunn", "vente"): N_("Det var ikke forsvarlig å vente"),
    ("grunn", "nod"): N_("Nødssituasjon"),
    ("grunn", "sterke_grunner"): N_("Andre sterke grunner"),
    ("grunn", "dispensasjon"): N_("Overgangsordningen ut 2026"),
    ("grunn", "uoppgitt"): N_("Grunnen er ikke oppgitt"),
    ("utfall", "udekket"): N_("Ingen tolk funnet"),
    ("utfall", "avlyst"): N_("Avlyst"),
    ("utfall", "ikke_gjennomfort"): N_("Ikke gjennomført"),
}
_OTHERS = {"andre": N_("Andre språk"), "ingen": N_("Ikke kvalifisert"), "uoppgitt": N_("Ikke oppgitt")}


@dataclass(frozen=True, slots=True)
class Words:
    """Names of values in one written form."""

    form: Form
    names: Names

    @property
    def texts(self) -> Texts:
        """The texts of the written form."""
        return texts_in(self.form)

    def fixed(self, dimension: str, code: str) -> str:
        """The name of a value that is the same every year (booking/statistics/values.py)."""
        return self.texts.gettext(_FIXED[dimension, code])

    def value(self, dimension: Dimension, code: str) -> str:
        """A value's name; one of the register's tables first, else the name it was published with."""
        if code == TOTAL:
            return self.texts.gettext(N_("I alt"))
        if code in _OTHERS:
            return self.texts.gettext(_OTHERS[code])
        match dimension.code:
            case "sprak":
                name = self.names.language(code, self.form)
            case "sektor" if code in self.names.subjects:
                name = self.names.subject(code, self.form)
            case "aar":
                title = next(value.title for value in dimension.values if value.code == code)
                runs = title != code  # «2026 (hittil)»
                name = self.texts.gettext(N_("%(year)s (hittil)")) % {"year": code} if runs else code
            case "metode":
                name = self.texts.gettext(label_key("mode", MODES[code]))
            case "kategori" | "bestilt":
                name = self.texts.gettext(label_key("share", code))
            case _:
                name = next(value.title for value in dimension.values if value.code == code)
        return name[:1].upper() + name[1:]


def share_sentence(share: Decimal, form: Form) -> str:
    """«Nesten sju av ti oppdrag har kvalifisert tolk»."""
    near = nearest_part(share)
    if near.of == 1:
        exact = share in (0, 100)
        return texts_in(form).gettext(
            _ENDS[near.part, "about" if exact else ("nearly" if near.part else "over")]
        )
    words = {"part": count_word(near.part, form), "all": count_word(near.of, form)}
    said = texts_in(form).gettext(_PARTS[near.nearness]) % words
    return said[:1].upper() + said[1:]


def change_sentence(series: Sequence[tuple[str, Decimal]], form: Form) -> str:
    """How the share has moved from the first year to the last, or nothing with fewer than two years."""
    if len(series) < 2:
        return ""
    texts, (year, first), (_, last) = texts_in(form), series[0], series[-1]
    points = last - first
    if first and last > 2 * first:
        return texts.gettext(N_("Andelen er mer enn doblet siden %(year)s.")) % {"year": year}
    if points == 0:
        return texts.gettext(N_("Andelen er den samme som i %(year)s.")) % {"year": year}
    said = (
        N_("Andelen har økt med %(points)s prosentpoeng siden %(year)s.")
        if points > 0
        else N_("Andelen har gått ned med %(points)s prosentpoeng siden %(year)s.")
    )
    return texts.gettext(said) % {"points": number(abs(points), form), "year": year}


def spread_finding(kind: str, shares: Mapping[str, Decimal], form: Form) -> tuple[str, str]:
    """Heading and sentence about highest and lowest; empty when there are not two shares to compare."""
    if len(shares) < 2:
        return "", ""
    texts = texts_in(form)
    ranked = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
    (best, high), (worst, low) = ranked[0], ranked[-1]
    heading = texts.gettext(_SPREAD[kind][0 if high - low >= _WIDE else 1])
    said = texts.gettext(N_("Høyest: %(best)s, %(high)s. Lavest: %(worst)s, %(low)s."))
    if kind in ("sprak", "metode") and form != "en":  # names inside a sentence
        best, worst = best[:1].lower() + best[1:], worst[:1].lower() + worst[1:]
    facts = {"best": best, "high": percent(high, form, 0), "worst": worst, "low": percent(low, form, 0)}
    return heading, said % facts


def half_name(period: str, words: Words) -> str:
    """«1. halvår 2026» in the written form."""
    year, _, half = period.partition("-")
    said = N_("1. halvår %(year)s") if half == "1" else N_("2. halvår %(year)s")
    return words.texts.gettext(said) % {"year": year}
