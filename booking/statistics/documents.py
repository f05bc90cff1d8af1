"""A published table as it is stored, and back again: what is read is what was published, figure by figure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tolkeregister.core.statistics.tables import (
    MEASURES,
    Dimension,
    Figure,
    PublishedCell,
    PublishedTable,
    Value,
)


def to_document(table: PublishedTable) -> dict[str, Any]:
    """The table as plain JSON values; shares are text so that no binary fraction comes near them."""
    return {
        "code": table.code,
        "title": table.title,
        "source": table.source,
        "updated": table.updated.isoformat() if table.updated else None,
        "notes": list(table.notes),
        "measures": list(table.measures),
        "dimensions": [
            {"code": d.code, "title": d.title, "total": d.total, "role": d.role,
             "values": [[v.code, v.title, v.implies] for v in d.values]}
            for d in table.dimensions
        ],
        "cells": [
            [list(cell.key), *([_stored(cell.figure(m).value), cell.figure(m).flags] for m in MEASURES)]
            for cell in table.cells
        ],
    }  # fmt: skip


def from_document(document: Mapping[str, Any]) -> PublishedTable:
    """The table that `to_document` stored."""
    return PublishedTable(
        code=document["code"],
        title=document["title"],
        dimensions=tuple(
            Dimension(
                d["code"], d["title"], tuple(Value(*value) for value in d["values"]), d["total"], d["role"]
            )
            for d in document["dimensions"]
        ),
        cells=tuple(
            PublishedCell(tuple(key), *(Figure(_read(value), flags) for value, flags in figures))
            for key, *figures in document["cells"]
        ),
        source=document["source"],
        updated=date.fromisoformat(document["updated"]) if document["updated"] else None,
        notes=tuple(document["notes"]),
        measures=tuple(document.get("measures", MEASURES)),
    )


def _stored(value: int | Decimal | None) -> int | str | None:
    return f"{value:.1f}" if isinstance(value, Decimal) else value


def _read(value: int | str | None) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value
