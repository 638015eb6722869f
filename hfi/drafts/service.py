"""Keeping, finding and forgetting drafts. Every function works in the session that it is given."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from hfi import cipher, clock
from hfi.access.models import User
from hfi.access.principal import Principal
from hfi.drafts.models import Draft
from hfi.families.keys import family_key, find_key
from hfi.families.models import Family
from hfi.families.scope import visible_families
from hfi.forgery import FIELD as TOKEN
from hfi.vault import service_key

FIELD = "draft"
"""The name by which a form says that it is to be kept, or that what was kept is to go."""
KEEP, DISCARD = "keep", "discard"
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """A draft as its form takes it back."""

    at: datetime
    typed: MultiDict[str, str]


def keep(
    session: Session, user: Principal, family_id: uuid.UUID | None, address: str, typed: MultiDict[str, str]
) -> None:
    """Keep what was typed, in place of what was kept before. Without a family only the program's session reaches it."""
    draft = session.scalar(of(user, address))
    if draft is None:
        draft = Draft(id=uuid.uuid4(), family_id=family_id, user_id=user.user_id, address=address)
        session.add(draft)
    pairs = [(name, text) for name, text in typed.items(multi=True) if name not in (TOKEN, FIELD)]
    key = family_key(family_id, session) if family_id else service_key("account")
    draft.content = key.seal(json.dumps(pairs, ensure_ascii=False), place(draft.id))
    draft.saved_at = clock.now()


def find(session: Session, user: Principal, address: str) -> Kept | None:
    """What the user typed at this address and did not save; None when there is nothing, or when it is too old."""
    draft = session.scalar(of(user, address).where(Draft.saved_at > clock.now() - KEPT_FOR))
    key = key_of(session, draft) if draft else None
    if draft is None or key is None:
        return None
    typed = json.loads(key.unseal(draft.content, place(draft.id)))
    return Kept(draft.saved_at, MultiDict((name, text) for name, text in typed))


def key_of(session: Session, draft: Draft) -> cipher.Key | None:
    """What opens the draft; None when its family's key was deleted."""
    return find_key(draft.family_id, session) if draft.family_id else service_key("account")


def drop(session: Session, user: Principal, address: str) -> None:
    """Forget what was typed at this address: it is saved, or thrown away."""
    draft = session.scalar(of(user, address))
    if draft is not None:
        session.delete(draft)


def of(user: Principal, address: str) -> sa.Select[Draft]:
    """The user's draft of this address."""
    return sa.select(Draft).where(Draft.user_id == user.user_id, Draft.address == address)


def forget_old(session: Session) -> None:
    """Delete drafts that nobody took back in time."""
    session.execute(sa.delete(Draft).where(Draft.saved_at <= clock.now() - KEPT_FOR))


def forget_lost(session: Session, user: Principal) -> None:
    """Delete the user's drafts about families that they may no longer open."""
    mine = sa.select(Family.id).where(visible_families(user))
    session.execute(sa.delete(Draft).where(Draft.user_id == user.user_id, Draft.family_id.not_in(mine)))


def tidy(session: Session) -> None:
    """Both, for everybody."""
    forget_old(session)
    writers = sa.select(User).where(User.id.in_(sa.select(Draft.user_id)))
    for one in session.scalars(writers).all():
        asked = (one.id, one.name, one.role, one.department, one.profession, one.language, one.changes_seen_at)
        forget_lost(session, Principal("", "", *asked))


def place(draft_id: uuid.UUID) -> str:
    """Where a draft's sealed content belongs."""
    return f"drafts|content|{draft_id}"
