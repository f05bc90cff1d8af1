"""Availability, requests, offers, assignments and the rule against double booking."""

from web.migrations import sql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0004_booking")
