"""What must be in place before the committee is given its papers."""

from collections.abc import Sequence

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


def may_release(titles: Sequence[str], unread: Sequence[str], *, has_presentation: bool) -> Decision:
    """A presentation, and every document that goes along read through by somebody as it is now."""
    wants: list[Reason] = []
    if not has_presentation:
        wants.append(reason("presentation_missing"))
    if not titles:
        wants.append(reason("pack_is_empty"))
    if unread:
        wants.append(reason("papers_not_read", titles=", ".join(unread)))
    return refused(*wants) if wants else allowed()
