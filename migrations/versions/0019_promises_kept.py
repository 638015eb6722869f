"""Contact with young people is counted from the contact log; what was counted by hand stays where it is"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing says when a promise was made: the day it was last saved is the latest that it can have been."""
    column = sa.Column("promised_on", sa.Date(), nullable=False, server_default="2015-01-01")
    op.add_column("contact_promises", column)
    op.execute("UPDATE contact_promises SET promised_on = date(updated_at)")


def downgrade() -> None:
    with op.batch_alter_table("contact_promises") as batch:
        batch.drop_column("promised_on")
