"""What a copy shows depends on whom it is for: the household, one parent, a young person, the professionals."""

import io

import pypdf
import pytest
import sqlalchemy as sa

from hfi import clock
from hfi.access.models import Naming
from hfi.audit.models import AuditEntry
from hfi.consent.models import Consent
from hfi.families.models import Person
from hfi.plan.models import Agreement, AgreementKeptFrom, Measure, MeasureKeptFrom, SectionKeptFrom, SectionRecord
from tests.family_page.items import add_measure
from tests.family_page.steps import form_page, message_at, save
from tests.naming.test_named import named
from tests.world import OTHER_REFERENCE, consent


def whole(data: bytes) -> str:
    """Everything that a PDF holds: words, metadata, names and contents of attachments, its own bytes."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    parts = [page.extract_text() for page in reader.pages]
    parts += [str(value) for value in (reader.metadata or {}).values()]
    parts += [str(reader.xmp_metadata.stream.get_data()) if reader.xmp_metadata else ""]
    for name, contents in reader.attachments.items():
        parts += [name, *(one.decode("latin-1") for one in contents)]
    return " ".join(parts).replace("\u00a0", " ") + data.decode("latin-1")


def copy_for(visitor, recipient: str) -> str:
    """The text of the copy for this recipient."""
    world = visitor.world
    value = str(world.people[recipient]) if recipient in world.people else recipient
    return whole(visitor.open(f"{world.url}/plan.pdf?for={value}").response.data)


@pytest.fixture
def measures(world, store):
    """Something for each, and something close."""
    for people in (["Amina"], ["Karim"], ["Yusuf"], ["Lina"], ["Amina", "Karim"], ["Karim", "Lina"]):
        add_measure(world, store, "social/support", "Tiltag " + "+".join(people) + ".", *people)
    add_measure(world, store, "social/support", "Krise Amina.", "Amina", sensitive=True)
    add_measure(world, store, "social/support", "Krise Lina.", "Lina", sensitive=True)
    add_measure(world, store, "social/support", "Krise begge.", "Amina", "Lina", sensitive=True)


@pytest.fixture
def apart(world, store):
    """Amina and Karim live apart, and each is protected from the other."""
    for name, phone in (("Amina", "00111111"), ("Karim", "00222222")):
        person = store.get(Person, world.people[name])
        store.change(
            person, protected=True, phone=phone, address=f"{name}gade 5", note=f"Arbejder på {name}værket",
            lives_elsewhere=name == "Karim",
        )  # fmt: skip


def printed(text: str) -> set[str]:
    """Which of the measures stand on the paper."""
    titles = [f"Tiltag {one}." for one in ("Amina", "Karim", "Yusuf", "Lina", "Amina+Karim", "Karim+Lina")]
    return {one for one in [*titles, "Krise Amina.", "Krise Lina.", "Krise begge."] if one in text}


SHOWN = {
    "household": {"Amina", "Karim", "Yusuf", "Lina", "Amina+Karim", "Karim+Lina"},
    "Amina": {"Amina", "Yusuf", "Lina", "Amina+Karim"},
    "Karim": {"Karim", "Yusuf", "Lina", "Amina+Karim", "Karim+Lina"},
    "Yusuf": {"Yusuf"},
}


@pytest.mark.parametrize("recipient", SHOWN)
def test_a_copy_shows_what_concerns_its_recipient_or_a_parents_children(visit, world, measures, recipient):
    close = {"Krise Amina."} if recipient == "Amina" else set()
    wanted = {f"Tiltag {one}." for one in SHOWN[recipient]} | close
    if recipient == "household":
        wanted = {f"Tiltag {one}." for one in SHOWN["household"]}
    assert printed(copy_for(visit("Mette"), recipient)) == wanted


def test_the_professionals_copy_shows_what_all_of_them_may_see(visit, world, store, measures):
    """Health is at work with the family and is let see nothing; when it is, all but what is sensitive is there."""
    assert printed(copy_for(visit("Mette"), "professionals")) == set()
    people = world.people.values()
    store.add(*(consent(world, one, "SOF", "SUF") for one in people))
    assert printed(copy_for(visit("Mette"), "professionals")) == {f"Tiltag {one}." for one in SHOWN["household"]}
    store.run(
        sa.update(Consent)
        .where(Consent.reader == "KFF", Consent.person_id == world.people["Lina"])
        .values(withdrawn_on=clock.today())
    )
    left = {"Amina", "Karim", "Yusuf", "Amina+Karim"}
    assert printed(copy_for(visit("Mette"), "professionals")) == {f"Tiltag {one}." for one in left}


@pytest.mark.parametrize("named_too", [False, True], ids=["not named", "named"])
def test_parents_apart_never_get_each_others_address(visit, world, store, apart, named_too):
    if named_too:
        store.add(named(world, "Mette", "identity"))
    mette = visit("Mette")
    for recipient in ("household", "professionals", "Amina", "Karim", "Yusuf"):
        text = copy_for(mette, recipient)
        for name, phone in (("Amina", "00 11 11 11"), ("Karim", "00 22 22 22")):
            own = named_too and recipient == name
            for secret in (f"{name}gade", phone, f"{name}værket"):
                assert (secret in text) == (own and "værket" not in secret), (recipient, secret)
        assert "140190" not in text and "Prøvevej" not in text
    assert "Eksempelhuset" not in copy_for(mette, "Amina")


def test_what_a_child_keeps_from_a_parent_is_on_neither_that_copy_nor_the_households(visit, world, store):
    item = add_measure(world, store, "social/support", "Fortrolig samtale", "Yusuf")
    keep = {"family_id": world.family, "person_id": world.people["Karim"]}
    store.add(MeasureKeptFrom(measure_id=item, **keep))
    yusufs = Agreement(
        family_id=world.family, text="Ringe til Mette", person_id=world.people["Yusuf"], created_at=clock.now()
    )
    store.add(yusufs)
    store.add(AgreementKeptFrom(agreement_id=store.only(Agreement, Agreement.person_id.is_not(None)).id, **keep))
    mette = visit("Mette")
    for recipient, there in {"household": False, "Karim": False, "Amina": True, "Yusuf": True}.items():
        text = copy_for(mette, recipient)
        assert ("Fortrolig samtale" in text) == ("Ringe til Mette" in text) == there, recipient


def test_a_sections_own_words_are_kept_as_well(visit, world, store):
    record = store.only(SectionRecord, SectionRecord.section_id == "social/support")
    own = {"aware_on": "2026-01-05"}
    store.change(record, details={"own": own, "people": {}})
    mette = visit("Mette")
    assert "børnefaglige" in copy_for(mette, "Karim")
    store.add(SectionKeptFrom(record_id=record.id, person_id=world.people["Karim"], family_id=world.family))
    assert "børnefaglige" not in copy_for(mette, "Karim") + copy_for(mette, "household")
    assert "børnefaglige" in copy_for(mette, "Amina")


def test_a_form_keeps_only_what_is_about_children_alone(visit, world, store):
    mette, karim = visit("Mette"), [str(world.people["Karim"])]
    url = f"{world.url}/social/support/measures/{world.measure}/edit"
    save(mette, form_page(mette, url), False, 422, kept_from_ids=karim)
    assert message_at(mette.find("form.editform"), "kept_from_ids") and store.count(MeasureKeptFrom) == 0
    only_yusuf = [str(world.people["Yusuf"])]
    save(mette, mette.find("form.editform"), False, 303, kept_from_ids=karim, person_ids=only_yusuf)
    assert "Karim" in mette.open(world.url).text(f'[id="measure-{world.measure}"]')
    assert store.only(Measure).version == 2 and store.count(MeasureKeptFrom) == 1


@pytest.mark.parametrize(
    ("who", "status"), [("person:Yusuf", 303), ("user:Bo", 303), ("person:Amina", 422), ("all", 422)]
)
def test_an_agreement_is_kept_when_a_child_or_a_professional_does_it(visit, world, store, who, status):
    side, _, name = who.partition(":")
    ids = world.people if side == "person" else world.users
    mette = visit("Mette")
    form = form_page(mette, f"{world.url}/agreements/new")
    chosen = f"{side}:{ids[name]}" if name else side
    values = {"text": "Tale om skolen", "who": chosen, "kept_from_ids": [str(world.people["Karim"])]}
    save(mette, form, False, status, **values)
    assert store.count(AgreementKeptFrom) == (status == 303)


def test_the_copy_says_for_whom_by_whom_and_when_and_the_log_for_whom(visit, world, store):
    text = copy_for(visit("Mette"), "Yusuf")
    assert "Til: Yusuf Solsikke" in text and "Mette Prøvesen" in text
    (what,) = store.list(sa.select(AuditEntry.what).where(AuditEntry.what.startswith("print:")))
    assert what.startswith(f"print:{world.people['Yusuf']}:")


def test_the_page_before_tells_kinds_and_leads_to_the_copy(visit, world, store, measures, apart):
    mette = visit("Mette").open(world.url)
    link = mette.find(f'a[href="{world.url}/print"]')
    mette.open(link["href"])
    values = [one["href"].split("for=")[1] for one in mette.page.select("a.recipient")]
    grown = [str(world.people[one]) for one in ("Amina", "Karim", "Yusuf")]
    assert values == ["household", *grown, "professionals"]
    for value in values:
        mette.open(f"{world.url}/print?for={value}")
        assert mette.find("main form input[name=for]")["value"] == value
        assert not [one for one in ("Tiltag", "Krise", "gade 5", "00 11") if one in mette.text("main")]
        assert mette.page.select("main section ul.kinds li")


def test_only_grown_and_young_people_of_this_family_get_a_copy(visit, world, store):
    mette = visit("Mette")
    for value in (world.people["Lina"], world.users["Bo"], "everybody"):
        for path in ("plan.pdf", "print"):
            mette.open(f"{world.url}/{path}?for={value}", status=404)
    for name, status in (("Lis", 403), ("Dorthe", 404), ("Stig", 403)):
        visit(name).open(f"{world.url}/print", status=status)
    mette.open(f"/families/{OTHER_REFERENCE}/print", status=404)


@pytest.mark.parametrize("recipient", ["Amina", "professionals"])
def test_a_copy_costs_the_same_whatever_the_family_does(visit, world, store, queries, recipient):
    mette, counts = visit("Mette"), []
    value = str(world.people.get(recipient, recipient))
    for title in ("Et", "To", "Tre"):
        with queries:
            mette.open(f"{world.url}/plan.pdf?for={value}")
        counts.append(len(queries))
        add_measure(world, store, "social/support", title, "Amina", "Lina")
    assert len(set(counts)) == 1


def test_a_sensitive_section_about_one_is_on_that_ones_own_copy_alone(visit, world, store):
    """Hanne's section names whom it concerns; she prints it for Amina, and for nobody else."""
    details = {"own": {"talked_on": "2026-10-20"}, "people": {}}
    store.add(SectionRecord(family_id=world.family, section_id="health/health", details=details))
    add_measure(world, store, "health/health", "Samtale om søvn", "Amina")
    hanne = visit("Hanne")
    assert "20. oktober" in (text := copy_for(hanne, "Amina")) and "Samtale om søvn" in text
    for recipient in ("household", "Karim", "Yusuf", "professionals"):
        assert "20. oktober" not in (text := copy_for(hanne, recipient)) and "Samtale om søvn" not in text
    assert "Samtale om søvn" not in copy_for(visit("Mette"), "Amina")
    assert store.count(Naming) == 0


def test_the_page_before_tells_nothing_of_what_its_reader_may_not_know(visit, world, store):
    """Hanne is shared nothing: that Yusuf keeps one of the social department's measures from Karim is not hers."""
    item = add_measure(world, store, "social/support", "Fortrolig samtale", "Yusuf")
    url = f"{world.url}/print?for={world.people['Karim']}"
    hanne, mette = visit("Hanne"), visit("Mette")
    before = [len(one.open(url).page.select("section[aria-labelledby=leaves-h] li")) for one in (hanne, mette)]
    store.add(MeasureKeptFrom(measure_id=item, person_id=world.people["Karim"], family_id=world.family))
    after = [len(one.open(url).page.select("section[aria-labelledby=leaves-h] li")) for one in (hanne, mette)]
    assert after == [before[0], before[1] + 1]
