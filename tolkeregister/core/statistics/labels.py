"""The words of the export formats: how measures and totals are called in columns and labels, in order."""

from collections.abc import Mapping

from tolkeregister.core.statistics.tables import Dimension, Measure

MEASURE_CODES: Mapping[Measure, str] = {
    "qualified": "kvalifisert",
    "unqualified": "ikke_kvalifisert",
    "count": "alle",
    "share": "andel",
}
"""Norwegian ASCII names, as in the programming interface (decision 18)."""

MEASURE_TITLES: Mapping[Measure, str] = {
    "qualified": "Oppdrag med kvalifisert tolk",
    "unqualified": "Oppdrag uten kvalifisert tolk eller med ukjent status",
    "count": "Oppdrag i alt",
    "share": "Andel oppdrag med kvalifisert tolk",
}

MEASURES_CODE = "maaltall"
"""The code of the dimension that says which of the measures a number is."""

MEASURES_TITLE = "Måltall"
TOTAL_TITLE = "I alt"


def title_of(dimension: Dimension, code: str) -> str:
    """The label of a line in one dimension; the total's when it is none of the values."""
    return next((value.title for value in dimension.values if value.code == code), TOTAL_TITLE)
