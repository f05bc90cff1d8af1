"""What people, scanners and attackers put into fields, and how an answer shows that it was not fooled."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus
from xml.etree.ElementTree import Element

from litestar import Litestar
from litestar.routes import HTTPRoute

from tests.fixtures.markup import parse
from tests.fixtures.raw_client import RawAnswer
from web.forms.base import Form

MARK = "zq9"  # an element of this name can only come from us having been fooled
MARKUP = f"\"><{MARK} onload=alert(1)>'</title><script>{MARK}</script>{{{{7*7}}}}"

# As they stand in an address: most are encoded text, the last are no text at all.
TEXTS = (
    "\0", "a\0b", "x" * 5000, MARKUP, "' OR '1'='1'; DROP TABLE person; --", "\\'; SELECT pg_sleep(9)--",
    "\u202e\u200f\u0627\u0644\u0639\u0631\u0628\u064a\u0629\ufeff", "e\u0301\u0327" * 200,
    "🏳️‍🌈𝕊𝕒\U000e0001", "\ud7ff\uffff\ufffe",
    "-1", "0", "99999999999999999999", "2147483648", "1e309", "NaN", "½", "٣",
    "0000-00-00", "9999-12-31", "10000-01-01", "1.1.0001", "29.02.2027", "24:00", "-00:30", "99:99",
    "../../etc/passwd", "\r\nSet-Cookie: a=b\r\n\r\n", "${jndi:ldap://x}", "%s%n%x", "[object Object]", "%", "_",
    " ", "\t\n", "null", "true", "//evil.example", "https://evil.example/", "javascript:alert(1)",
)  # fmt: skip
BROKEN = (
    b"%",
    b"%zz",
    b"%ff%fe",
    b"%c0%af",
    b"%ed%a0%80",
    b"%00",
    b"\xff\xfe",
    b"%u0041",
    b"a&a=b&=&&",
    b";",
)
VALUES: tuple[bytes, ...] = (*(quote_plus(each, errors="surrogatepass").encode() for each in TEXTS), *BROKEN)


def all_names() -> tuple[str, ...]:
    """Every name any form or page reads from a query."""
    return tuple(
        sorted({"uke", "retur", "side", "sok", "state", "code", "iss", "error", "format", *_form_names(Form)})
    )


def _form_names(form: type[Form]) -> Iterator[str]:
    for each in form.__subclasses__():
        yield from each._fields
        yield from _form_names(each)


@dataclass(frozen=True, slots=True)
class Address:
    """A route: its parts, where a part in braces is a parameter."""

    pattern: str
    methods: frozenset[str]

    def filled(self, value: str) -> str:
        """The path with `value` (percent-encoded) in place of every parameter."""
        return "/".join(value if part.startswith("{") else part for part in self.pattern.split("/"))

    @property
    def has_parameters(self) -> bool:
        """Whether any part of the path is a parameter."""
        return "{" in self.pattern


def addresses(app: Litestar) -> list[Address]:
    """Every address of the application except files."""
    return [
        Address(route.path, frozenset(str(method) for method in route.methods))
        for route in app.routes
        if isinstance(route, HTTPRoute) and not route.path.startswith("/static/")
    ]


PATH_VALUES = (
    *(quote(each, safe="") for each in TEXTS[:22] if each.strip() and "\0" not in each),
    "..%2F..%2Fetc%2Fpasswd", "%0D%0ASet-Cookie:%20a=b", "%00", "a%00b", "%ff%fe", "%zz", "%c0%af",
)  # fmt: skip


def fault_of(answer: RawAnswer, asked: str) -> str | None:
    """What is wrong with an answer to hostile input, in one line; None when nothing is."""
    if answer.status >= 500 and answer.status != 503:
        return f"{answer.status} for {asked}"
    if "\n" in "".join(answer.headers.values()) or "a=b" in answer.headers.get("set-cookie", ""):
        return f"a header was split by {asked}"
    where = answer.headers.get("location", "/")
    if where.startswith("//") or (where.startswith("http") and "evil" in where.partition("?")[0]):
        return f"sent away to {where} by {asked}"
    if not answer.is_page:
        return None
    text = answer.text
    if f"<{MARK}" in text or f"<script>{MARK}" in text:
        return f"markup came back unescaped from {asked}"
    if "/del/" not in asked and not ("<h1" in text and text.rstrip().endswith("</html>")):
        return f"no full page ({answer.status}) for {asked}"
    return None


@dataclass(frozen=True, slots=True)
class PostingForm:
    """A form on a page that posts: where to, and what it would send as it stands."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


def posting_forms(page: RawAnswer, path: str) -> list[PostingForm]:
    """Every posting form of a page, with every named field."""
    root = parse(page.text)
    return [
        PostingForm(form.get("action") or path, _values(form))
        for form in root.iter("form")
        if (form.get("method") or "").lower() == "post"
    ]


def _values(form: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if not name or each.tag not in ("input", "select", "textarea", "button"):
            continue
        value = each.get("value") or ""
        if each.tag == "select":
            options = [option.get("value") or "" for option in each.iter("option")]
            value = next((option for option in options if option), "")
        elif each.tag == "textarea":
            value = each.text or ""
        if each.get("type") not in ("checkbox", "radio") or name not in found:
            found[name] = value
    return found
