"""The list of exceptions as a CSV file that Norwegian Excel opens right."""

from collections.abc import Sequence
from datetime import datetime

from booking.exceptions.queries import ExceptionLine
from tolkeregister.core.clock import OSLO
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from web.names import Names
from web.view.labels import LABELS

COLUMNS = (
    "bestilling", "enhet", "sprak", "type", "metode", "start", "slutt", "status", "unntak", "bestemt_av",
    "begrunnelse", "over_18", "ikke_inhabil", "kjent_med_taushetsplikt", "kvalifisert", "dokumentasjon",
    "teller_som", "imdis_begrunnelse", "spurte_tolker", "registrert", "registrert_av", "frist", "ferdig",
)  # fmt: skip


def exceptions_file(lines: Sequence[ExceptionLine], names: Names) -> bytes:
    """One line per exception. The person's name and telephone number are not for files."""
    return excel_csv([COLUMNS, *(_row(line, names) for line in lines)])


def _row(line: ExceptionLine, names: Names) -> tuple[str, ...]:
    return (
        line.number, line.unit, names.language(line.language_tag, "nb"), LABELS["type"][line.type],
        LABELS["mode"][line.mode], _at(line.starts_at), _at(line.ends_at), LABELS["assignment_state"][line.state],
        LABELS["ground"][line.ground], line.decided_by, line.reason or "", _yes(line.is_adult),
        _yes(line.is_impartial), _yes(line.knows_confidentiality),
        LABELS["claim"][line.claim] if line.claim else "", line.proof or "",
        LABELS["qualification"][line.counts_as], line.check_reason or "", str(line.asked), _at(line.recorded_at),
        line.recorded_by, _at(line.complete_by), _at(line.completed_at),
    )  # fmt: skip


def _yes(said: bool) -> str:
    return "ja" if said else "nei"


def _at(moment: datetime | None) -> str:
    return f"{moment.astimezone(OSLO):%Y-%m-%d %H:%M}" if moment else ""
