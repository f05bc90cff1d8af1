"""Fields for words and numbers: free text, whole numbers, names made of digits, e-mail and telephone."""

import re
from typing import Unpack

from tolkeregister.core.rules.national_id import national_ids_in
from web.forms.base import Form, Refused
from web.forms.field import OneAnswerField, Words

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_LONGEST_EMAIL = 254  # RFC 5321
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class TextField(OneAnswerField[str]):
    """Free text. National identity numbers are refused, because they do not belong in free text."""

    def __init__(self, label: str, *, least: int = 0, most: int = 200, **words: Unpack[Words]) -> None:
        super().__init__(label, **words)
        self.least = least
        self.max_length = most

    def read(self, text: str, form: Form) -> str:
        """The text with plain line ends: a line end is sent as two characters, but people count one."""
        text = text.replace("\r\n", "\n")
        if _CONTROL.search(text):
            raise Refused("unreadable")
        if len(text) < self.least:
            raise Refused("too_short", least=self.least)
        if self.max_length is not None and len(text) > self.max_length:
            raise Refused("too_long", most=self.max_length, length=len(text))
        if national_ids_in(text):
            raise Refused("national_id")
        return text


class NumberField(OneAnswerField[int]):
    """A whole number within bounds; spaces between digits are fine."""

    inputmode = "numeric"

    def __init__(
        self, label: str, *, least: int = 0, most: int = 999_999_999, **words: Unpack[Words]
    ) -> None:
        super().__init__(label, **words)
        self.least = least
        self.most = most

    def read(self, text: str, form: Form) -> int:
        """The number."""
        together = "".join(text.split())
        if not re.fullmatch(r"-?\d{1,9}", together, re.ASCII):
            raise Refused("number_format")
        if not self.least <= int(together) <= self.most:
            raise Refused("number_bounds", least=self.least, most=self.most)
        return int(together)


class DigitsField(OneAnswerField[str]):
    """A number that is a name, such as an interpreter number: digits of any length, kept as text."""

    inputmode = "numeric"

    def read(self, text: str, form: Form) -> str:
        """The digits without spaces."""
        together = "".join(text.split())
        if not re.fullmatch(r"\d{1,40}", together, re.ASCII):
            raise Refused("digits_only")
        return together


class EmailField(OneAnswerField[str]):
    """An e-mail address."""

    input_type = "email"
    autocomplete = "email"

    def read(self, text: str, form: Form) -> str:
        """The address as written."""
        if len(text) > _LONGEST_EMAIL or not _EMAIL.fullmatch(text) or _CONTROL.search(text):
            raise Refused("email_format")
        return text


class PhoneField(OneAnswerField[str]):
    """A telephone number: eight digits, or a country code and more. Kept as +4712345678."""

    input_type = "tel"
    autocomplete = "tel"

    def read(self, text: str, form: Form) -> str:
        """The number with its country code."""
        together = re.sub(r"[\s().-]", "", text)
        together = "+" + together[2:] if together.startswith("00") else together
        if re.fullmatch(r"\d{8}", together, re.ASCII):
            return f"+47{together}"
        if re.fullmatch(r"\+47\d{8}|\+(?!47)[1-9]\d{6,13}", together, re.ASCII):
            return together
        raise Refused("phone_format")
