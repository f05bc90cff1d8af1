"""Addresses in the three written forms: the form is a prefix, the words of the path never change."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args
from urllib.parse import urlencode

Form = Literal["nb", "nn", "en"]
FORMS: tuple[Form, ...] = get_args(Form)

Query = Mapping[str, object] | Iterable[tuple[str, object]]


def url(path: str, form: Form, **query: object) -> str:
    """The address of `path` (without prefix) in `form`, with a query; None and empty values are left out.

    A list or tuple becomes repeated parameters. An address of another site, a fragment or a relative
    address is returned without a prefix. A key that Python reserves is written with a trailing underscore.
    """
    return address(path, form, {key.rstrip("_"): value for key, value in query.items()})


def address(path: str, form: Form, query: Query = ()) -> str:
    """As `url`, with the query as a mapping or as pairs, for names that are only known at run time."""
    pairs = list(_pairs(query))
    base, hash_mark, fragment = path.partition("#")
    base = _prefixed(base, form)
    if pairs:
        base += ("&" if "?" in base else "?") + urlencode(pairs)
    return base + hash_mark + fragment


def split_form(raw_path: str) -> tuple[Form, str]:
    """The written form an address asks for, and the path without its prefix: `/nn/k` → ("nn", "/k")."""
    for form in FORMS[1:]:
        if raw_path == f"/{form}" or raw_path.startswith(f"/{form}/"):
            return form, raw_path[len(form) + 1 :] or "/"
    return "nb", raw_path


def _prefixed(base: str, form: Form) -> str:
    if form == "nb" or not base.startswith("/") or base.startswith(("//", "/api/", "/static/")):
        return base
    return f"/{form}" if base == "/" else f"/{form}{base}"


def _pairs(query: Query) -> Iterable[tuple[str, str]]:
    for key, value in query.items() if isinstance(query, Mapping) else query:
        for each in value if isinstance(value, list | tuple) else (value,):
            if each is not None and each != "":
                yield key, str(each)
