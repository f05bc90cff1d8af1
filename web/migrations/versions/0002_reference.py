"""Reference tables: languages, places, sectors."""

from web.migrations import sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0002_reference")
