"""The technical floor: jobs, mail, audit, sign-in."""

from web.migrations import sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0001_floor")
