"""A published table as a JSON-stat 2.0 dataset, byte for byte the same for the same table.

Missing numbers are null in `value` and say why in `status`; what the signs mean stands in `note` and
`extension`. Shares are per cent with one decimal; they were rounded exactly before they came here (see
tables.share_in_percent).
"""

import json
from decimal import Decimal

from tolkeregister.core.statistics.labels import (
    MEASURE_CODES,
    MEASURE_TITLES,
    MEASURES_CODE,
    MEASURES_TITLE,
    title_of,
)
from tolkeregister.core.statistics.tables import FLAGS, Dimension, PublishedTable, Role

MEDIA_TYPE = "application/json"


def jsonstat(table: PublishedTable) -> bytes:
    """The dataset as UTF-8 without escapes, numbers in the order of `id` (the last dimension varies
    fastest)."""
    figures = [cell.figure(measure) for cell in table.cells for measure in table.measures]
    status = {str(place): figure.flags for place, figure in enumerate(figures) if figure.flags}
    dataset: dict[str, object] = {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "source": table.source,
        **({"updated": table.updated.isoformat()} if table.updated else {}),
        "id": [*(dimension.code for dimension in table.dimensions), MEASURES_CODE],
        "size": [*(len(dimension.published_codes) for dimension in table.dimensions), len(table.measures)],
        "role": _roles(table),
        "dimension": {
            **{dimension.code: _dimension(dimension) for dimension in table.dimensions},
            MEASURES_CODE: _measures(table),
        },
        "value": [_number(figure.value) for figure in figures],
        "status": status,
        "note": [
            *table.notes,
            *(f"{sign} {FLAGS[sign]}" for sign in FLAGS if sign in "".join(status.values())),
        ],
        "extension": {"tabell": table.code, "flagg": dict(FLAGS)},
    }
    return json.dumps(dataset, ensure_ascii=False, separators=(",", ":")).encode()


def _number(value: int | Decimal | None) -> int | float | None:
    """JSON has one kind of number; one decimal survives the way through a binary fraction unchanged."""
    return float(value) if isinstance(value, Decimal) else value


def _dimension(dimension: Dimension) -> dict[str, object]:
    codes = dimension.published_codes
    labels = {code: title_of(dimension, code) for code in codes}
    return {"label": dimension.title, "category": {"index": list(codes), "label": labels}}


def _measures(table: PublishedTable) -> dict[str, object]:
    return {
        "label": MEASURES_TITLE,
        "category": {
            "index": [MEASURE_CODES[measure] for measure in table.measures],
            "label": {MEASURE_CODES[measure]: MEASURE_TITLES[measure] for measure in table.measures},
            "unit": {
                MEASURE_CODES[measure]: {"base": "prosent", "decimals": 1}
                if measure == "share"
                else {"base": "oppdrag", "decimals": 0}
                for measure in table.measures
            },
        },
    }


def _roles(table: PublishedTable) -> dict[str, list[str]]:
    def with_role(role: Role) -> list[str]:
        return [dimension.code for dimension in table.dimensions if dimension.role == role]

    roles = {"time": with_role("time"), "geo": with_role("geo"), "metric": [MEASURES_CODE]}
    return {role: codes for role, codes in roles.items() if codes}
