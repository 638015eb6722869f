"""What a printed document may load, and what a machine without the system's libraries answers."""

import io
from pathlib import Path

import page as validator
import pypdf
import pytest
from weasyprint import HTML

from hfi.printing import document
from hfi.printing.document import PrintUnavailableError, pdf
from hfi.printing.renderer import OWN_FILES, STYLESHEET, ForbiddenAddressError, OwnFiles

pytestmark = pytest.mark.pure

EVIL = """<!DOCTYPE html><html lang="da"><head><title>x</title>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><link rel="attachment" href="file:///etc/hostname">
<style>@import url(file:///etc/passwd); p { background: url(http://127.0.0.1:9/bg) }</style></head><body>
<p>x<img src="http://127.0.0.1:9/img"><img src="/etc/hostname"><img src="file:///etc/hostname">
<a rel="attachment" href="file:///etc/hostname">f</a><object data="ftp://127.0.0.1:9/o"></object>
<svg><image href="file:///etc/hostname"/></svg></body></html>"""
PLAIN = '<!DOCTYPE html><html lang="da"><head><title>Vores plan</title></head><body><h1>Vores plan</h1>{}</body></html>'


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "https://example.org/x",
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "FILE:///etc/hostname",
        STYLESHEET.as_uri() + "?x",
        STYLESHEET.parent.as_uri() + "/../../config.py",
        "print.css",
    ],
)
def test_nothing_but_own_files_is_fetched(address):
    with pytest.raises(ForbiddenAddressError):
        OwnFiles().fetch(address)


@pytest.mark.parametrize("path", OWN_FILES)
def test_own_files_are_fetched(path):
    assert OwnFiles().fetch(path.as_uri()).read() == path.read_bytes()


def test_what_stands_in_the_document_itself_is_fetched():
    assert OwnFiles().fetch("data:text/plain,plan").read() == b"plan"


def test_a_hostile_document_gets_nothing(monkeypatch):
    asked = []
    fetch = OwnFiles.fetch

    def watch(self, url, headers=None):
        answer = fetch(self, url, headers)
        asked.append(url)
        return answer

    monkeypatch.setattr(OwnFiles, "fetch", watch)
    written = pypdf.PdfReader(io.BytesIO(pdf(EVIL)))
    assert not written.attachments
    assert {Path(url).name for url in asked} <= {path.name for path in OWN_FILES}


def test_the_document_is_accessible_and_carries_its_font_in_three_weights():
    written = pdf(PLAIN.format("<p>Rolige <b>morgener</b></p>"))
    report = validator.validate_pdf_bytes(written, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    reader = pypdf.PdfReader(io.BytesIO(written))
    assert reader.metadata.title == "Vores plan"
    assert reader.trailer["/Root"]["/Lang"] == "da"
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {
        "IBM-Plex-Sans",
        "IBM-Plex-Sans-Semi-Bold",
        "IBM-Plex-Sans-Bold",
    }
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_the_default_fetcher_would_have_read_the_machine():
    """What the own fetcher is for: without it a file of the machine lands in the PDF."""
    written = pypdf.PdfReader(io.BytesIO(HTML(string=EVIL.replace("http://127.0.0.1:9", "data:,x")).write_pdf()))
    assert written.attachments


def test_a_machine_without_pango_says_which_packages_are_missing(monkeypatch):
    def missing(_name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(document, "import_module", missing)
    with pytest.raises(PrintUnavailableError, match="libpango"):
        pdf(PLAIN.format(""))
