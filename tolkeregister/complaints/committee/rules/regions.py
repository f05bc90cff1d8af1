"""What is to be hidden on the pages of an attachment: whole pages, or boxes in hundredths of the page."""

from dataclasses import dataclass

from tolkeregister.core.decisions import Decision, allowed, reason, refused

WHOLE = 100
MOST = 200  # regions in one document


@dataclass(frozen=True, slots=True)
class Region:
    """A box on a page (counted from 1): from the left and from the top, its width and height, all of 100."""

    page: int
    left: int = 0
    top: int = 0
    width: int = WHOLE
    height: int = WHOLE

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the page is left."""
        return (self.left, self.top, self.width, self.height) == (0, 0, WHOLE, WHOLE)

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height


def may_hide(region: Region, *, pages: int, hidden: int) -> Decision:
    """On a page there is, within it, and of some size; `hidden` regions there are already."""
    if not 1 <= region.page <= pages:
        return refused(reason("page_not_there", field="side", most=pages))
    if region.width < 1 or region.left < 0 or region.right > WHOLE:
        return refused(reason("region_outside", field="bredde"))
    if region.height < 1 or region.top < 0 or region.bottom > WHOLE:
        return refused(reason("region_outside", field="hoyde"))
    if hidden >= MOST:
        return refused(reason("too_many_regions", field="side", most=MOST))
    return allowed()
