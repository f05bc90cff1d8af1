"""What may be attached to a statement: judged by its first bytes and never by its name, size and number limited."""

from tolkeregister.core.decisions import Decision, allowed, reason, refused

LARGEST = 20 * 1024 * 1024  # bytes
MOST = 10
_BEGINS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def media_type_of(content: bytes) -> str | None:
    """PDF, JPEG or PNG by what the file begins with; None for anything else."""
    return next((kind for begins, kind in _BEGINS if content.startswith(begins)), None)


def may_attach(content: bytes, kept: int) -> Decision:
    """Whether a file may be one more beside `kept` others."""
    if not content:
        return refused(reason("document_empty", field="fil"))
    if len(content) > LARGEST:
        return refused(reason("document_too_large", field="fil", most=LARGEST // 1024 // 1024))
    if media_type_of(content) is None:
        return refused(reason("document_wrong_type", field="fil"))
    if kept >= MOST:
        return refused(reason("too_many_documents", field="fil", most=MOST))
    return allowed()
