"""Qualification road."""

from web.migrations import sql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0019_qualification_road")
