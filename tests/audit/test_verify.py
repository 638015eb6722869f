"""A log that was tampered with is found out, whatever was done, and the place is named."""

import json
import random
import shutil
import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import User
from hfi.audit.chain import START
from hfi.audit.models import NO_FAMILY, AuditEntry, AuditHead, AuditSeal, Revision
from hfi.audit.seals import check_seals
from hfi.audit.service import record
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.extensions import db
from tests.family_page.steps import form_page, save
from tests.tampering import tampering
from tests.world import OTHER_REFERENCE, REFERENCE

ENTRIES, REVISIONS, HEADS = AuditEntry.__table__, Revision.__table__, AuditHead.__table__
TAMPERINGS = 100


@pytest.fixture
def history(visit, world):
    """Some days' work, sealed, and some more after that."""
    mette, dorthe = visit("Mette"), visit("Dorthe")
    for number in range(6):
        mette.open(world.url)
        save(mette, form_page(mette, f"{world.url}/story/edit"), False, 303, dream=f"Drøm {number}")
    for _ in range(4):
        dorthe.open(f"/families/{OTHER_REFERENCE}")
    return mette


@pytest.fixture
def command(app, world):
    """`command("verify")` runs `flask hfi audit verify`."""
    shutil.rmtree(f"{app.instance_path}/seals", ignore_errors=True)

    def run(*words):
        return app.test_cli_runner().invoke(args=["hfi", "audit", *words])

    return run


def faults(connection):
    """Everything that is found."""
    return [*check_chains(connection, known_families(connection)), *check_seals(connection, {})]


def test_an_untouched_log_is_whole(history, command):
    assert "whole: 2 chains" in command("verify").output
    assert command("seal").exit_code == 0
    history.open(history.world.url)
    for words in ([], ["--family", REFERENCE], ["--since", clock.today().isoformat()], ["--since", "2031-01-01"]):
        answer = command("verify", *words)
        assert answer.exit_code == 0, answer.output


def test_a_family_that_is_not_there_is_not_whole(world, command):
    answer = command("verify", "--family", "HFI-1999-999")
    assert answer.exit_code == 1 and "HFI-1999-999" in answer.output


def change(connection, row, chance):
    """Another value in one column."""
    column = chance.choice([one for one in ENTRIES.columns if one.name not in ("family_id", "seq", "actor_id")])
    values = {"at": row.at + timedelta(minutes=1), "mac": chance.randbytes(32), "prev": chance.randbytes(32)}
    values["person_id"] = uuid.uuid4()
    value = values.get(column.name, "andet")
    update(connection, row, {column.name: value})


def forget_who(connection, row, _chance):
    """Nobody did it."""
    update(connection, row, {"actor_id": None if row.actor_id else some_user(connection)})


def delete(connection, row, _chance):
    """One row less."""
    connection.execute(sa.delete(REVISIONS).where(REVISIONS.c.family_id == row.family_id, REVISIONS.c.seq == row.seq))
    connection.execute(sa.delete(ENTRIES).where(place(row)))


def insert(connection, row, _chance):
    """One row more, at the end, that looks as real as it can."""
    last = connection.scalar(sa.select(sa.func.max(ENTRIES.c.seq)).where(ENTRIES.c.family_id == row.family_id))
    connection.execute(sa.insert(ENTRIES).values({**row._mapping, "seq": last + 1}))


def reorder(connection, row, _chance):
    """Two rows change places."""
    other = 2 if row.seq == 1 else row.seq - 1
    detach(connection, row.family_id)
    own = ENTRIES.c.family_id == row.family_id
    for old, new in ((row.seq, 100_000), (other, row.seq), (100_000, other)):
        connection.execute(sa.update(ENTRIES).where(own, ENTRIES.c.seq == old).values(seq=new))


def truncate(connection, row, _chance):
    """The rows from this one on are gone."""
    connection.execute(sa.delete(REVISIONS).where(REVISIONS.c.family_id == row.family_id, REVISIONS.c.seq >= row.seq))
    connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.family_id == row.family_id, ENTRIES.c.seq >= row.seq))


def truncate_and_mend(connection, row, chance):
    """The same, and the chain's end says so, as well as one can without the key."""
    truncate(connection, row, chance)
    before = sa.select(ENTRIES.c.mac).where(ENTRIES.c.family_id == row.family_id, ENTRIES.c.seq == row.seq - 1)
    last = connection.scalar(before) or START
    end = sa.update(HEADS).where(HEADS.c.family_id == row.family_id)
    connection.execute(end.values(seq=row.seq - 1, last=last))


def remove_family(connection, row, _chance):
    """As if the family had never been opened."""
    for table in (REVISIONS, ENTRIES, HEADS):
        connection.execute(sa.delete(table).where(table.c.family_id == row.family_id))


def change_content(connection, _row, chance):
    """What somebody wrote becomes something else."""
    ids = connection.execute(sa.select(REVISIONS.c.id)).scalars().all()
    chosen = REVISIONS.c.id == chance.choice(sorted(ids))
    name = chance.choice(["content", "fields", "kind", "item_id"])
    value = {"content": b"andet", "item_id": uuid.uuid4()}.get(name, "andet")
    connection.execute(sa.update(REVISIONS).where(chosen).values({name: value}))


def remove_content(connection, _row, chance):
    """What somebody wrote is gone."""
    ids = connection.execute(sa.select(REVISIONS.c.id)).scalars().all()
    connection.execute(sa.delete(REVISIONS).where(REVISIONS.c.id == chance.choice(sorted(ids))))


def move_to_another_family(connection, row, _chance):
    """Somebody else's family was opened."""
    detach(connection, row.family_id)
    connection.execute(sa.update(ENTRIES).where(place(row)).values(family_id=uuid.uuid4()))


ATTACKS = [
    change,
    forget_who,
    delete,
    insert,
    reorder,
    truncate,
    truncate_and_mend,
    remove_family,
    change_content,
    remove_content,
    move_to_another_family,
]


def place(row):
    """The condition that finds the row."""
    return sa.and_(ENTRIES.c.family_id == row.family_id, ENTRIES.c.seq == row.seq)


def update(connection, row, values):
    connection.execute(sa.update(ENTRIES).where(place(row)).values(values))


def detach(connection, family):
    """Revisions would stop the row from moving."""
    connection.execute(sa.delete(REVISIONS).where(REVISIONS.c.family_id == family))


def some_user(connection):
    """Somebody who works here."""
    return connection.scalar(sa.select(User.id).limit(1))


def test_a_hundred_of_a_hundred_tamperings_are_found(history, app, command):
    command("seal")
    history.open(history.world.url)
    chance = random.Random(2026)
    missed = []
    with app.app_context(), db.engine.connect() as connection, tampering(connection):
        for number in range(TAMPERINGS):
            attack = ATTACKS[number % len(ATTACKS)]
            with connection.begin() as transaction:
                rows = connection.execute(sa.select(ENTRIES).order_by(ENTRIES.c.family_id, ENTRIES.c.seq)).all()
                attack(connection, chance.choice(rows), chance)
                if not faults(connection):
                    missed.append(attack.__name__)
                transaction.rollback()
        assert missed == [] and faults_of(connection) == []


def faults_of(connection):
    """What is found in a transaction of its own."""
    with connection.begin():
        return faults(connection)


def tampered(app, statement):
    """Change the log past the application, for good."""
    with app.app_context(), db.engine.connect() as connection, tampering(connection), connection.begin():
        connection.execute(statement)


def test_the_place_is_named_and_other_families_are_not_blamed(history, world, app, command):
    own = AuditEntry.family_id == world.family
    tampered(app, sa.update(AuditEntry).where(own, AuditEntry.seq == 3).values(why="manager"))
    answer = command("verify")
    assert answer.exit_code == 1 and answer.output.strip() == f"{REFERENCE}, row 3: was changed"
    assert command("verify", "--family", REFERENCE).exit_code == 1
    assert command("verify", "--family", OTHER_REFERENCE).exit_code == 0


def test_a_database_put_back_to_yesterday_is_found_by_the_file(history, world, app, command):
    command("seal")
    tampered(app, sa.delete(AuditSeal))
    answer = command("verify")
    assert answer.exit_code == 1 and "kept as a file" in answer.output


def test_a_seal_that_was_written_anew_is_found(history, app, command):
    command("seal")
    tampered(app, sa.update(AuditSeal).values(heads=json.dumps({})))
    assert "was changed" in command("verify").output


def test_sealing_twice_a_day_is_one_seal(history, store, command):
    assert [command("seal").exit_code for _ in range(2)] == [0, 0]
    assert store.count(AuditSeal) == 1


def test_a_chain_whose_end_was_changed_takes_no_more_rows_and_shows_nothing(history, world, app):
    end = sa.update(AuditHead).where(AuditHead.family_id == world.family)
    tampered(app, end.values(seq=2))
    answer = history.client.get(world.url)
    assert answer.status_code == 503 and "Solsikke" not in answer.text


def test_checking_holds_nobody_up(history, world, app):
    with app.app_context(), snapshot(db.engine) as connection, connection.begin():
        assert faults(connection) == []
        history.open(world.url)
        assert faults(connection) == []


def test_what_concerns_no_family_is_a_chain_of_its_own(app, world, store, command):
    with app.app_context():
        for what in ("Ada", "Eva"):
            record(None, "role", what=what)
            db.session.commit()
    assert sorted(store.list(sa.select(AuditEntry.seq).where(AuditEntry.family_id == NO_FAMILY))) == [1, 2]
    assert "whole: 3 chains" in command("verify").output
