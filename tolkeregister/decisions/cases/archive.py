"""A case as one zip file that any archive can read: an index by the terms of Noark 5, and each document as it was kept.

The same case gives the same bytes at every call: order, names and times all come from the case itself. The index is
described in docs/arkivuttrekk.md.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.decisions.kinds import kind_of

NAMESPACE = "https://tolkeregister.example/arkivuttrekk/1"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the least a zip file can say; the times that matter are in the index
_TYPES = {
    "incoming": "Inngående dokument",
    "outgoing": "Utgående dokument",
    "internal": "Organinternt dokument uten oppfølging",
}
_UNDER_WAY, _CLOSED = "Under behandling", "Avsluttet"
_ENDINGS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "text/plain; charset=utf-8": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
}
_FORMATS = {"pdf": "PDF", "txt": "Ren tekst UTF-8", "jpg": "JPEG", "png": "PNG"}
_LETTER = "PDF/A-2a"

_CASE = text(
    """
    SELECT c.*, a.name AS officer FROM case_file c LEFT JOIN account a ON a.id = c.officer_account_id WHERE c.id = :id
    """
)
_POSTS = text(
    """
    SELECT p.*, f.content, f.media_type, l.id AS letter_id FROM journal_post p
      JOIN archived_file f ON f.sha256 = p.sha256 LEFT JOIN letter l ON l.journal_post_id = p.id
     WHERE p.case_id = :id ORDER BY p.number
    """
)
_DECISIONS = text(
    """
    SELECT d.number, d.signed_at, d.effective_from, v.outcome, v.legal_basis, v.rule, v.rule_version, n.notified_at,
           n.appeal_by, r.number AS replaces
      FROM decision d JOIN decision_draft v ON v.id = d.draft_id
      LEFT JOIN decision_notification n ON n.decision_id = d.id LEFT JOIN decision r ON r.id = d.replaces_id
     WHERE d.case_id = :id ORDER BY d.sequence
    """
)


@dataclass(frozen=True, slots=True)
class ArchivedCase:
    """The zip file and the name to give it."""

    name: str
    content: bytes


async def archive_of(session: Session, actor: Actor, case_id: int) -> ArchivedCase:
    """The whole case. Raises NotAllowed for everyone but the directorate, NotFound for an unknown case."""
    require_staff(actor)
    case = (await session.execute(_CASE, {"id": case_id})).mappings().one_or_none()
    if case is None:
        raise NotFound(reason("case_not_found"))
    posts = (await session.execute(_POSTS, {"id": case_id})).mappings().all()
    decisions = (await session.execute(_DECISIONS, {"id": case_id})).mappings().all()
    index = _index(case, posts, decisions)
    files = [("arkivuttrekk.xml", index), *((_path(each), bytes(each["content"])) for each in posts)]
    return ArchivedCase(f"sak-{case['number']}.zip", _zip(files))


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Stored, not packed: how a packer packs differs between versions, and PDF is packed already."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _index(case: Any, posts: Iterable[Any], decisions: Iterable[Any]) -> bytes:
    root = ET.Element("arkiv", {"xmlns": NAMESPACE})
    _say(root, "tittel", "Nasjonalt tolkeregister")
    folder = ET.SubElement(root, "mappe", {"type": "saksmappe"})
    _say(folder, "mappeID", case["number"])
    _say(folder, "tittel", kind_of(case["kind"]).title.nb)
    _say(folder, "mottattDato", case["received_at"])
    _say(folder, "opprettetDato", case["opened_at"])
    _say(folder, "avsluttetDato", case["closed_at"])
    _say(folder, "saksansvarlig", case["officer"])
    _say(folder, "saksstatus", _CLOSED if case["closed_at"] else _UNDER_WAY)
    for post in posts:
        _post(folder, post)
    for decision in decisions:
        _decision(folder, decision)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _post(folder: ET.Element, post: Any) -> None:
    made = ET.SubElement(folder, "registrering", {"type": "journalpost"})
    _say(made, "journalpostnummer", post["number"])
    _say(made, "journalposttype", _TYPES[post["direction"]])
    _say(made, "tittel", post["title"])
    _say(made, "dokumentetsDato", post["document_on"])
    _say(made, "journaldato", post["journaled_at"])
    _say(made, "korrespondansepart", post["counterpart"])
    described = ET.SubElement(made, "dokumentbeskrivelse")
    _say(described, "dokumenttype", post["kind"])
    stored = ET.SubElement(described, "dokumentobjekt")
    ending = _ending(post)
    _say(stored, "format", _LETTER if post["letter_id"] else _FORMATS.get(ending, post["media_type"]))
    _say(stored, "referanseDokumentfil", _path(post))
    _say(stored, "sjekksum", post["sha256"])
    _say(stored, "sjekksumAlgoritme", "SHA-256")
    _say(stored, "filstoerrelse", len(post["content"]))


def _decision(folder: ET.Element, decision: Any) -> None:
    made = ET.SubElement(folder, "vedtak")
    for name, column in (
        ("vedtaksnummer", "number"), ("utfall", "outcome"), ("hjemmel", "legal_basis"), ("regel", "rule"),
        ("regelversjon", "rule_version"), ("vedtaksdato", "signed_at"), ("virkningFra", "effective_from"),
        ("underrettet", "notified_at"), ("klagefrist", "appeal_by"), ("erstatter", "replaces"),
    ):  # fmt: skip
        _say(made, name, decision[column])


def _say(parent: ET.Element, name: str, value: object) -> None:
    """An element with a value; times as ISO 8601 with the offset of Norway, nothing for what is not so."""
    if value is None:
        return
    if isinstance(value, datetime):
        value = value.astimezone(OSLO).isoformat()
    elif isinstance(value, date):
        value = value.isoformat()
    ET.SubElement(parent, name).text = str(value)


def _ending(post: Any) -> str:
    return _ENDINGS.get(post["media_type"], "bin")


def _path(post: Any) -> str:
    return f"dokumenter/{post['number']:04d}-{post['kind']}.{_ending(post)}"
