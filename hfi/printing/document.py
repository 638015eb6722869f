"""A document as PDF. The library that makes it is loaded here, the first time something is printed."""

from importlib import import_module
from typing import Any

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""Debian's packages that WeasyPrint stands on."""


class PrintUnavailableError(RuntimeError):
    """This machine lacks a system library that printing needs; everything else works without it."""


def lay_out(html: str) -> Any:
    """The document on its pages: `.pages` counts them, `.pdf()` writes them. Raises PrintUnavailableError."""
    # Not imported at the top: it costs every worker half a second and 25 MB, and without Pango it cannot be imported.
    try:
        renderer = import_module("hfi.printing.renderer")
    except OSError as error:
        raise PrintUnavailableError(PACKAGES) from error
    return renderer.Laid(html)


def pdf(html: str) -> bytes:
    """The document as PDF/UA-1; its `<html lang>`, `<title>` and `<meta>` become the PDF's own."""
    written: bytes = lay_out(html).pdf()
    return written
