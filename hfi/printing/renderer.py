"""WeasyPrint, held to this program's own files. Only `document.py` loads this module, when something is printed."""

from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parent.parent / "static"
STYLESHEET = STATIC / "css" / "print.css"
OWN_FILES = {STYLESHEET: "text/css", STATIC / "vendor" / "fonts" / "IBMPlexSans.ttf": "font/ttf"}
"""Everything a document may load, and what it is."""


class ForbiddenAddressError(ValueError):
    """A document asked for something that is not one of the program's own files."""


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Gives the stylesheet, the font and what stands in the document itself (data:); nothing from disk or network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.own = {path.as_uri(): path for path in OWN_FILES}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind the address. Raises ForbiddenAddressError for any that is not allowed."""
        if url in self.own:
            path = self.own[url]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": OWN_FILES[path]})
        if not url.startswith("data:"):
            raise ForbiddenAddressError(f"a document may not load {url.split(':')[0]} addresses")
        return super().fetch(url, headers)


class Laid:
    """A document that is laid out on its pages."""

    def __init__(self, html: str) -> None:
        fonts = FontConfiguration()
        fetcher = OwnFiles()
        # The stylesheet knows where it lies, so that it finds the font; the document itself has no place to start from.
        style = CSS(filename=str(STYLESHEET), url_fetcher=fetcher, font_config=fonts)
        self.document: Any = HTML(string=html, url_fetcher=fetcher).render(
            font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1"
        )

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    def pdf(self) -> bytes:
        """The document as PDF/UA-1: tagged, with its title and language, fonts embedded."""
        written: bytes = self.document.write_pdf(pdf_variant="pdf/ua-1")
        return written
