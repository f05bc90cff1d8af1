"""What people reported in the demo: invented words, sealed as everybody else's are."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.complaints.reporting.commands import new_code
from tolkeregister.complaints.reporting.content import Report
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.rules.words import ReporterKind

# Worthless outside the demo, and the same in each, so that anybody can try the reporter's page.
FOLLOW_CODE = "DEM0VARSE1ARAB1C"


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the code of its page and its files."""

    report: Report
    code: str = field(default_factory=new_code)
    files: tuple[CleanFile, ...] = ()


def in_arabic() -> Told:
    """Without a name, about somebody whose number the reporter does not know."""
    story = (
        "كنتُ في محادثة هاتفية مع خدمة حماية الطفل، وكان معنا مترجم. بعد يومين اتصلت بي قريبتي وسألتني عن أمور لم أقلها "
        "إلا في تلك المحادثة. أظن أن المترجم أخبر الآخرين بما سمع. أخاف أن أذكر اسمي."
    )
    report = Report(
        Concern.TOLD, story, "ar", description="مترجم رجل، في الأربعين تقريبا، لهجته سورية", when="قبل أسبوعين",
        kind=ReporterKind.SERVICE_USER,
    )  # fmt: skip
    return Told(report, FOLLOW_CODE, (CleanFile("image/png", _a_note()),))


QUESTION = (
    "Takk for at du meldte fra. Hvilken dag var samtalen, og hva visste slektningen din? Du kan svare på arabisk.\n\n"
    "شكرا لأنك أبلغت. في أي يوم كانت المحادثة؟ وماذا كانت قريبتك تعرف؟ يمكنك أن تجيب بالعربية."
)


def by_colleague(number: str) -> Told:
    """Another interpreter reports."""
    return Told(Report(
        Concern.KNEW, "Tolken tolket for sin egen svoger i et møte med Nav, og sa det ikke.", "nb", number,
        when="i forrige måned", place="Nav-kontoret", kind=ReporterKind.INTERPRETER,
    ))  # fmt: skip


def by_user(number: str, story: str, concern: Concern = Concern.WRONG) -> Told:
    """Somebody who was interpreted for, without a name."""
    return Told(Report(concern, story, "nb", number, when="forrige uke", kind=ReporterKind.SERVICE_USER))


def by_professional(number: str, story: str, concern: Concern = Concern.TOLD) -> Told:
    """Somebody at work, by name."""
    return Told(Report(
        concern, story, "nb", number, place="helsestasjonen", kind=ReporterKind.PROFESSIONAL, is_anonymous=False,
        name="Ragnhild Tveitnes", contact="ragnhild.tveitnes@helse.example, 90 00 01 42",
    ))  # fmt: skip


def about_pay() -> Told:
    """Something that belongs elsewhere."""
    return Told(Report(Concern.OTHER, "Formidleren har ikke betalt for tre oppdrag.", "nb",
                       kind=ReporterKind.INTERPRETER))  # fmt: skip


def about_title() -> Told:
    """A title used by somebody nobody knows."""
    return Told(Report(Concern.TITLE, "En mann kalte seg statsautorisert tolk på visittkortet sitt.", "nb",
                       description="en mann i femtiårene", kind=ReporterKind.PROFESSIONAL))  # fmt: skip


def _a_note() -> bytes:
    """A drawing of a note nobody can read, in the place of a photograph."""
    picture = Image.new("RGB", (900, 560), "#f4f1e4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 24, 876, 536), outline="#b9ad7f", width=4)
    for line in range(7):
        pen.line((70, 100 + line * 58, 830 - (line * 97) % 260, 100 + line * 58), fill="#4b4a45", width=9)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
