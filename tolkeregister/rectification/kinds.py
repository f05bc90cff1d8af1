"""The case that a request for rectification becomes (personvernforordningen artikkel 16), and what its letters say."""

from datetime import datetime

from tolkeregister.decisions.kinds import CaseKind, Outcome, Words, register_kind

RECTIFICATION = "rectification"
RECTIFIED, NOT_RECTIFIED = "rectified", "not_rectified"
LEGAL_BASIS = "personvernforordningen artikkel 16 og tolkeloven § 17"


def rule_version_at(at: datetime) -> str:
    """There has been one rule since the law came into force."""
    return "2022"


register_kind(
    CaseKind(
        code=RECTIFICATION,
        title=Words("Krav om retting i tolkeregisteret", "Krav om retting i tolkeregisteret"),
        rule="retten til retting",
        rule_version=rule_version_at,
        outcomes=(
            Outcome(
                RECTIFIED,
                Words("Opplysningene er rettet", "Opplysningane er retta"),
                Words(
                    "Vi har rettet opplysningene om deg i tolkeregisteret, slik du ba om.",
                    "Vi har retta opplysningane om deg i tolkeregisteret, slik du bad om.",
                ),
            ),
            Outcome(
                NOT_RECTIFIED,
                Words("Kravet om retting er avslått", "Kravet om retting er avslått"),
                Words(
                    "Vi retter ikke opplysningene om deg i tolkeregisteret.",
                    "Vi rettar ikkje opplysningane om deg i tolkeregisteret.",
                ),
                is_negative=True,
            ),
        ),
    )
)
