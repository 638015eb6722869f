"""A programme is read from its file, and a file that is not right says where."""

from datetime import date

import msgspec
import pytest

from hfi import create_app
from hfi.plan.department import ContractError, check_contract
from hfi.programmes.model import FOLDER, ProgrammeError, main_programme, programme_of, programmes, read_programme
from tests.conftest import SETTINGS

HFI = (FOLDER / "hfi.toml").read_text()


@pytest.fixture
def written(tmp_path):
    """`written("…")`: the programme in a file with that content."""

    def read(content):
        path = tmp_path / "mine.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_programme(path)

    return read


def test_copenhagens_programme_is_as_its_source_says(app):
    with app.app_context():
        hfi = programme_of("hfi")
        assert hfi is main_programme() and list(programmes()) == ["hfi", "sammen-om-familien", "taet-paa-familien"]
    assert (hfi.capacity_on(date(2023, 6, 1)), hfi.capacity_on(date(2026, 6, 1)), hfi.contact_persons) == (20, 35, 2)
    assert [one.code for one in hfi.departments] == ["SOF", "BIF", "BUF", "KFF", "SUF"]
    assert {one.district for one in hfi.housing_areas} == {"Nørrebro", "Bispebjerg"}


def test_an_area_has_the_owner_that_the_programme_names(written):
    programme = written(HFI)
    assert programme.key == "mine" and programme.owner("social").code == "SOF"
    assert programme.department("BUF").areas == ("children",)
    assert programme.owner("tax") is None and programme.department("XYZ") is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text + "\n= nothing", "line"),
        (lambda text: text.replace("capacity = 35", ""), "capacity"),
        (lambda text: text.replace("capacity = 35", 'capacity = "many"'), r"int.*\$\.capacity"),
        (lambda text: text.replace("capacity = 35", "capacity = 0"), ">= 1.*capacity"),
        (lambda text: "surprise = 1\n" + text, "surprise"),
        (lambda text: text.replace('family_name = "Job"', ""), r"family_name.*departments\[1\]"),
        (lambda text: text.replace('areas = ["health"]', ""), "areas"),
        (lambda text: text.replace("[[departments]]", "[[offices]]"), "offices|departments"),
        (lambda text: text.replace("[[housing_areas]]", "[[estates]]"), "estates"),
        (lambda text: text.replace('areas = ["health"]', 'areas = ["social"]'), "social has more than one owner"),
        (lambda text: text.replace('code = "BIF"', 'code = "SOF"'), "SOF stands twice in departments"),
        (lambda text: text.replace('contact_scheme = "pair"', 'contact_scheme = "trio"'), "trio.*contact_scheme"),
        (
            lambda text: text.replace('contact_scheme = "pair"', 'contact_scheme = "coordinator"'),
            "authority contradicts",
        ),
        (lambda text: 'young_parts = ["words"]\n' + text, "young_parts needs a rule of the kind age"),
        (lambda text: 'young_parts = ["diary"]\n' + text, "diary"),
        (lambda text: text.replace('key = "children"', 'key = "area"'), "area stands twice in target_group"),
        (lambda text: text.replace("at_least = 2", ""), "departments in target_group needs at_least"),
        (lambda text: text.replace('kind = "children"', 'kind = "age"'), "needs age_from and age_to"),
        (
            lambda text: text.replace(
                'activity = "Evaluering"\ndepartment = "SOF"', 'activity = "E"\ndepartment = "X"'
            ),
            "X in",
        ),
        (lambda text: text.encode("latin-1"), "utf-8"),
        (lambda _text: "", "municipality"),
    ],
)
def test_a_file_that_is_not_right_names_itself_and_the_key(written, change, says):
    with pytest.raises(ProgrammeError, match=says) as refusal:
        written(change(HFI))
    assert str(refusal.value).startswith("mine.toml: ") and "\n" not in str(refusal.value)


def test_a_municipality_without_a_programme_stops_the_start_and_says_which_there_are(app):
    with pytest.raises(ProgrammeError, match=r"HFI_MUNICIPALITY=atlantis.*koebenhavn"):
        create_app({**SETTINGS, "MUNICIPALITY": "atlantis"})


def test_every_programme_of_the_sources_is_there():
    found = {one.key: one for one in map(read_programme, FOLDER.glob("*.toml"))}
    schemes = {key: (one.contact_scheme, one.coordinator_has_authority) for key, one in found.items()}
    assert schemes == {
        "hfi": ("pair", True),
        "sammen-om-familien": ("pair", True),
        "taet-paa-familien": ("caseworker", True),
        "broendby": ("coordinator", False),
        "hel-familie": ("mentor", False),
        "job-og-familie": ("mentor", False),
    }
    assert found["job-og-familie"].enrolment_months == 36 and found["broendby"].enrolment_months == 12
    assert (found["broendby"].capacity_at_least, found["broendby"].capacity) == (20, 25)
    assert found["sammen-om-familien"].owner("health") is None
    assert all(one.contacts_promised for one in found.values())
    with_pages = {key: one.young_ages for key, one in found.items() if one.young_ages}
    assert with_pages == {"taet-paa-familien": range(13, 19)}


def test_copenhagens_money_adds_up_to_what_was_granted():
    lines = read_programme(FOLDER / "hfi.toml").budget_lines
    years = {year: sum(one.by_year.get(year, 0) for one in lines) for year in range(2023, 2027)}
    assert years == {2023: 8720, 2024: 7950, 2025: 8200, 2026: 7950} and sum(years.values()) == 32820


def test_a_programme_that_names_a_section_that_is_not_there_stops_the_start(app):
    with app.app_context():
        known = programmes()
        stray = msgspec.structs.replace(known["hfi"], key="stray", sections=("social/support", "tax/returns"))
        app.extensions["hfi.programmes"] = {**known, "stray": stray}
        with pytest.raises(ContractError, match=r"stray\.toml names tax/returns"):
            check_contract(app)
        app.extensions["hfi.programmes"] = known
