"""Tolkebevis, its keys, and the changes of the register for other systems."""

from web.migrations import sql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0018_tolkebevis")
