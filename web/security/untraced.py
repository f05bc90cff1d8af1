"""The addresses where a reporter must leave no trace: no session is read, no line logged, no id given, nothing kept.

Rule W1: an anonymous reporter's technical traces are not stored.
"""

from web.view.addresses import split_form

_ROOT = "/varsle"


def is_untraced(path: str) -> bool:
    """Whether a path, with or without the prefix of a written form, is one of them."""
    bare = split_form(path)[1]
    return bare == _ROOT or bare.startswith(f"{_ROOT}/")
