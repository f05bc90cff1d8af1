"""Somebody who has only a keyboard: Tab until what is wanted has focus, and focus can be seen at every stop."""

from dataclasses import dataclass
from datetime import date

from playwright.async_api import Page

MOST_STOPS = 80  # nobody tabs further than that
# What has focus, as the user would name it; whether anything shows it, on the element or on what stands for it.
FOCUSED = """() => {
    const at = document.activeElement
    const words = (each) => (each?.innerText ?? '').replace(/\\s+/g, ' ').trim()
    const shown = (each) => {
        const style = getComputedStyle(each)
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    }
    const label = at.labels?.[0]
    const appears = at.matches('.ds-skip-link') && at.getBoundingClientRect().width > 1 // only focus shows it at all
    const inside = at.matches('[type=date], [type=time]') // the button for the calendar: the browser's own part
    return {
        name: at.getAttribute('aria-label') || words(label) || words(at) || at.id,
        is_seen: appears || inside || [at, at.parentElement, label].filter(Boolean).some(shown),
        html: at.outerHTML.slice(0, 160),
    }
}"""

# Browsers ask for dates and times in the order of their own language, whatever the page's is.
ORDER = """() => new Intl.DateTimeFormat().formatToParts(new Date()).map((each) => each.type)"""
HALF_DAYS = """() => new Intl.DateTimeFormat(undefined, {hour: 'numeric'}).resolvedOptions().hour12"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where focus is."""

    name: str
    is_seen: bool
    html: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys of one window."""

    page: Page

    async def stop(self) -> Stop:
        """Where focus is now."""
        return Stop(**await self.page.evaluate(FOCUSED))

    async def to(self, name: str, *, key: str = "Tab") -> None:
        """Tab to what is called `name`. Fails at a stop one cannot see, and when it cannot be reached."""
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            await self.page.keyboard.press(key)
            at = await self.stop()
            if at.html.startswith("<body"):  # past the last stop
                break
            assert at.is_seen, f"focus cannot be seen on {at.html}"
            if at.name.startswith(name):
                return
            passed.append(at.name)
        raise AssertionError(f"{name!r} is not reached by Tab: {passed}")

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def follow(self, name: str) -> None:
        """Go to a link or button and press Enter; the next page has come."""
        await self.to(name)
        async with self.page.expect_navigation():
            await self.press("Enter")

    async def write(self, name: str, text: str) -> None:
        """Go to a field and write."""
        await self.to(name)
        await self.page.keyboard.type(text)

    async def write_date(self, name: str, day: date) -> None:
        """Go to a date field and write the digits of a day."""
        digits = {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        order: list[str] = await self.page.evaluate(ORDER)
        await self.write(name, "".join(digits.get(part, "") for part in order))

    async def write_morning(self, name: str, clock: str) -> None:
        """Go to a field for a time and write a time before noon, such as "10:00"."""
        await self.write(name, clock.replace(":", "") + ("AM" if await self.page.evaluate(HALF_DAYS) else ""))
