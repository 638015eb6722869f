"""A rotation that is killed again and again, on an SQLite file; `python -m tests.keys.killed FOLDER` prints JSON.

Each round has a new master key. A child wraps the keys anew and is killed after some commits; then the next run must
find every key, and finish.
"""

import json
import os
import signal
import sys
import uuid
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask_migrate import upgrade
from sqlalchemy.engine import Engine

from hfi import clock, create_app, vault
from hfi.extensions import db
from hfi.families.models import Family, Person, PersonKind
from hfi.keys import service

ROUNDS = 20
FAMILIES = 60
NOTE = "går på Eksempelskolen"


def main(folder: Path) -> None:
    """All rounds; prints for each what was left under the old key when the child was dead, and afterwards."""
    service.BATCH = 6
    app = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'keys.sqlite'}"})
    masters = [app.config["MASTER_KEY"]]
    with app.app_context():
        upgrade()
        add_families()
        index = vault.blind_index("1401901234")
        told = []
        for number in range(ROUNDS):
            masters.insert(0, f"master-key-number-{number}" * 2)
            app.config.update(MASTER_KEY=masters[0], OLD_MASTER_KEYS=tuple(masters[1:]))
            told.append(play(Random(number)))
            app.extensions.pop("hfi.service_keys")
            app.config["OLD_MASTER_KEYS"] = ()
            told[-1]["alone"] = readable() and vault.blind_index("1401901234") == index
    sys.stdout.write(json.dumps(told))


def add_families() -> None:
    """Families with somebody in each."""
    for number in range(FAMILIES):
        family = uuid.uuid4()
        values = {"reference": f"HFI-2026-{number:03}", "name": "Prøve", "programme": "hfi"}
        db.session.add(Family(id=family, enrolled_on=clock.today(), **values))
        db.session.flush()
        db.session.add(Person(family_id=family, name="Prøve", kind=PersonKind.ADULT, note=NOTE))
    db.session.commit()


def play(rng: Random) -> dict[str, object]:
    """One round: a rotation killed in the middle, and the one after it."""
    db.session.remove()
    db.engine.dispose()
    kill_after(rng.randint(1, FAMILIES // service.BATCH))
    killed = {"left": old_keys(), "readable": readable()}
    service.rotate()
    return killed | {"left_at_last": old_keys(), "readable_at_last": readable()}


def kill_after(commits: int) -> None:
    """Let a child rotate, and kill it as soon as it has committed so often."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        sa.event.listen(Engine, "commit", lambda _connection: os.write(writing, b"."))
        service.rotate()
        os._exit(0)
    os.close(writing)
    for _ in range(commits):
        os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)


def old_keys() -> int:
    """How many keys are not under the newest master key; every one of them opens."""
    found = service.opened_by()
    return sum(found.values()) - found[vault.masters().newest]


def readable() -> bool:
    """Whether everybody's note can be read."""
    db.session.remove()
    notes = [one.note for one in db.session.scalars(sa.select(Person))]
    db.session.remove()
    return notes == [NOTE] * FAMILIES


if __name__ == "__main__":
    main(Path(sys.argv[1]))
