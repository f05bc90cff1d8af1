"""What is held against every page as it stands: axe, the width of a phone, and the spacing a reader may set."""

from functools import cache
from typing import Any

from playwright.async_api import Page

from tests.fixtures.chromium import NARROWEST
from web.assets.places import NODE_MODULES

# Everything WCAG 2.2 A and AA, and axe's own best practices.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async (tags) => (await axe.run({runOnly: tags, resultTypes: ['violations'], performanceTimer: false}))
    .violations.map((each) => ({id: each.id, nodes: each.nodes.map((node) => node.html.slice(0, 160))}))"""
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.querySelectorAll('main *, header *, footer *')]
        .filter((each) => each.getBoundingClientRect().right > width + 1)
    const shown = wide.slice(-3).map((each) => each.outerHTML.slice(0, 160))
    return [`${document.documentElement.scrollWidth} > ${width}`, ...shown]
}"""
# WCAG 2.1, 1.4.12: what a reader may set without losing anything. The policy lets a sheet made by script through.
SPACING = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""


@cache
def _axe() -> str:
    return (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


async def violations(page: Page) -> list[Any]:
    """What axe finds: rule and elements."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_axe())
    found: list[Any] = await page.evaluate(RUN, list(TAGS))
    return found


async def too_wide(page: Page, *, width: int = NARROWEST) -> list[str]:
    """What makes the page scroll sideways on the narrowest screen."""
    await page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = await page.evaluate(TOO_WIDE)
    return found


async def set_spacing(page: Page) -> None:
    """Give text the spacing of WCAG 1.4.12."""
    await page.evaluate(SPACING)
