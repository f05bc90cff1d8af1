"""What a document may be: judged by its first bytes and never by its name, size and number limited."""

import re

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused

LARGEST = 20 * 1024 * 1024  # bytes
MOST = 15  # documents in one application
LONGEST_NAME = 120
_BEGINS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def media_type_of(content: bytes) -> str | None:
    """PDF, JPEG or PNG by what the file begins with; None for anything else."""
    return next((kind for begins, kind in _BEGINS if content.startswith(begins)), None)


def may_keep(content: bytes, kept: int) -> Decision:
    """Whether a file may be one more beside `kept` others."""
    return both(_size(content), _kind(content), _number(kept))


def shown_name(name: str, media_type: str) -> str:
    """The file's name without folders and signs that mislead, with the ending its content deserves."""
    ending = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}[media_type]
    plain = _UNFIT.sub(" ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", plain).strip(" .") or "dokument"
    return stem[: LONGEST_NAME - len(ending)] + ending


def _size(content: bytes) -> Decision:
    if not content:
        return refused(reason("document_empty", field="fil"))
    if len(content) > LARGEST:
        return refused(reason("document_too_large", field="fil", most=LARGEST // 1024 // 1024))
    return allowed()


def _kind(content: bytes) -> Decision:
    media_type = media_type_of(content)
    if not content or (media_type is not None and _is_whole(content, media_type)):
        return allowed()
    code = "document_wrong_type" if media_type is None else "document_unreadable"
    return refused(reason(code, field="fil"))


def _is_whole(content: bytes, media_type: str) -> bool:
    """A file that was cut off lacks its end. A PDF may have some bytes after it; a locked one is unreadable."""
    if media_type == "application/pdf":
        return b"%%EOF" in content[-2048:] and b"/Encrypt" not in content[-4096:]
    if media_type == "image/jpeg":
        return b"\xff\xd9" in content[-64:]
    return b"IEND" in content[-32:]


def _number(kept: int) -> Decision:
    return allowed() if kept < MOST else refused(reason("too_many_documents", field="fil", most=MOST))
