"""How names are ordered in Norwegian, and how they are folded so that a search forgives spelling.

Neither the embedded nor Debian's PostgreSQL can be trusted to have a Norwegian collation, so the order is
stored. Source: the Norwegian alphabet (… z æ ø å, `aa` sorted as å, ä with æ, ö with ø); failure mode 30.
"""

import re
import unicodedata

# letters that NFKD does not take apart
_LATIN = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ß": "ss", "ı": "i", "ŋ": "n", "ħ": "h", "ŧ": "t",
    "ə": "e",
    "ʻ": "", "ʼ": "", "’": "", "'": "",
})  # fmt: skip
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_FOLD = str.maketrans({"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a"})
_LONG_A, _LONG_O = re.compile("aa+"), re.compile("oe+")


def _plain(text: str) -> str:
    """Remove what is left of marks above and below letters."""
    taken_apart = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("aa", "å")


def sort_key(text: str) -> str:
    """A key that sorts as the Norwegian alphabet under `COLLATE "C"`; æ ø å become the signs after z."""
    return _plain(_lower(text).translate(_AFTER_Z)).strip()


def sort_sql(column: str) -> str:
    """The same order in SQL, for a list in pages of names that have no key stored; other marks stay where they are."""
    small = f"replace(lower(translate({column}, 'ÆÄØÖÅ', 'æäøöå')), 'aa', 'å')"
    return f"translate({small}, 'æäøöå', '{{{{||}}') COLLATE \"C\""


def fold(text: str) -> str:
    """What two spellings of a name have in common: lower case, no marks, `ø` and `o` alike, single spaces.

    `aa` is read as å and `oe` as ø after marks are gone, so that Bøe, Böe and Boe are one, and Chloé and
    Chloe too. Folding twice changes nothing.
    """
    letters = _plain(unicodedata.normalize("NFC", text).casefold().translate(_FOLD))
    # a second time: taking ǿ apart leaves an ø, ŉ an apostrophe and ™ two capitals
    letters = letters.casefold().translate(_FOLD).translate(_LATIN)
    letters = _LONG_A.sub("a", _LONG_O.sub("o", letters))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
