"""Migration 0003 seals what was there, and takes it back."""

import hmac
from hashlib import sha256

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask_migrate import downgrade, upgrade

from hfi.audit.models import Revision
from hfi.audit.queries import open_revision
from hfi.extensions import db
from hfi.families import cpr
from hfi.families.models import Family, FamilyKey, Person
from hfi.plan.models import Measure, SectionRecord
from hfi.schedule.models import Appointment
from tests.world import REFERENCE

DETAILS = {"own": {"om": "Æbler"}, "people": {}}


@pytest.fixture
def before(app, world, store):
    """The database of the stories as it was at 0002; it ends with the newest schema."""
    store.rewrite(SectionRecord, details=DETAILS)
    with app.app_context():
        downgrade(revision="0002")
        yield
        upgrade()
        app.extensions.pop("hfi.service_keys", None)


def derived(app, purpose):
    """A key as it was made at 0002."""
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(app.config["MASTER_KEY"].encode())


def raw(statement):
    """Rows past the mapped classes."""
    with db.engine.connect() as connection:
        return connection.execute(sa.text(statement)).all()


def test_before_it_the_texts_are_clear_and_numbers_under_the_derived_key(app, world, before):
    assert raw("SELECT title, legal_ground FROM measures") == [("Familiebehandling", "")]
    assert {row.address for row in raw("SELECT address FROM families")} == {"Prøvevej 12, 3. tv."}
    assert "lerne" not in raw("SELECT details FROM section_records")[0].details
    (row,) = raw("SELECT cpr_sealed, cpr_index FROM persons WHERE cpr_sealed IS NOT NULL")
    place = f"persons|cpr|{world.people['Amina']}".encode()
    assert AESGCM(derived(app, b"seal")).decrypt(row.cpr_sealed[1:13], row.cpr_sealed[13:], place) == b"1401901234"
    assert bytes(row.cpr_index) == hmac.digest(derived(app, b"index"), b"cpr|1401901234", sha256)
    assert not sa.inspect(db.engine).has_table("family_keys")


def test_after_it_everything_can_be_read_and_found(app, world, store, before):
    upgrade()
    app.extensions.pop("hfi.service_keys", None)
    assert store.get(Measure, world.measure).title == "Familiebehandling"
    assert store.get(Appointment, world.appointment).title == "Familiebehandling"
    assert store.only(SectionRecord).details == DETAILS
    assert store.only(Family, Family.reference == REFERENCE).address == "Prøvevej 12, 3. tv."
    assert store.get(Person, world.people["Lina"]).note == "Lina går på Eksempelskolen"
    amina = store.get(Person, world.people["Amina"])
    assert amina.cpr == "1401901234" and amina.cpr_index == cpr.index("1401901234")
    revisions = store.all(sa.select(Revision.family_id, Revision.id, Revision.content))
    with app.app_context():
        assert revisions and all(open_revision(*row).after for row in revisions)
    assert store.count(FamilyKey) == 2


def test_what_is_sealed_is_no_longer_clear_anywhere(before):
    upgrade()
    for table in ("measures", "families", "persons", "section_records", "appointments"):
        said = str(raw(f"SELECT * FROM {table}")).encode()
        assert b"Familiebehandling" not in said and b"vej 12" not in said and b"Eksempelskolen" not in said
        assert b"bedre hjemme" not in said


def test_what_was_erased_is_empty_when_it_is_taken_back(app, world, store):
    store.run(sa.delete(FamilyKey).where(FamilyKey.family_id == world.family))
    with app.app_context():
        downgrade(revision="0002")
        assert raw("SELECT title FROM measures") == [("",)]
        assert raw("SELECT cpr_sealed, cpr_index FROM persons WHERE cpr_sealed IS NOT NULL") == []
        upgrade()
        app.extensions.pop("hfi.service_keys", None)
        assert store.get(Measure, world.measure).title == ""
