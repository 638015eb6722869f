"""A programme is read from its file, and a file that is not right says where."""

import pytest

from hfi import create_app
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
        assert hfi is main_programme() and list(programmes()) == ["hfi"]
    assert (hfi.capacity, hfi.capacity_first_year, hfi.contact_persons) == (35, 20, 2)
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
        (lambda text: "surprise = 1\n" + text, "surprise"),
        (lambda text: text.replace('family_name = "Job"', ""), "family_name"),
        (lambda text: text.replace('areas = ["health"]', ""), "areas"),
        (lambda text: text.replace("[[departments]]", "[[offices]]"), "departments"),
        (lambda text: text.replace("[[housing_areas]]", "[[estates]]"), "housing_areas"),
        (lambda text: text.replace('areas = ["health"]', 'areas = ["social"]'), "social"),
        (lambda text: text.encode("latin-1"), "utf-8"),
        (lambda _text: "", "departments"),
    ],
)
def test_a_file_that_is_not_right_names_itself_and_the_key(written, change, says):
    with pytest.raises(ProgrammeError, match=says) as refusal:
        written(change(HFI))
    assert str(refusal.value).startswith("mine.toml: ") and "\n" not in str(refusal.value)


def test_a_municipality_without_a_programme_stops_the_start_and_says_which_there_are(app):
    with pytest.raises(ProgrammeError, match=r"HFI_MUNICIPALITY=atlantis.*koebenhavn"):
        create_app({**SETTINGS, "MUNICIPALITY": "atlantis"})
