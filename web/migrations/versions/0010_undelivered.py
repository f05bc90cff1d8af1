"""What was asked for and never carried out, counted apart from the facts."""

from web.migrations import sql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0010_undelivered")
