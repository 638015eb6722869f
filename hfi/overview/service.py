"""What a user can change on the overview: what they have seen."""

from datetime import datetime

import sqlalchemy as sa

from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.extensions import system_session


def mark_seen(reader: Principal, until: datetime) -> None:
    """The reader has seen what colleagues changed until that moment; later changes stay new."""
    with system_session() as session:
        session.execute(sa.update(User).where(User.id == reader.user_id).values(changes_seen_at=until))
