"""Words that stand in one field only and nowhere else, so that an answer which holds one shows that field.

`find` looks for them wherever an answer can carry something: body, headers, cookies, and in a PDF its text, its
metadata and its attachments.
"""

import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from werkzeug.test import TestResponse

from hfi.access.terms import Action, Level
from hfi.plan.section import Section

WORD = re.compile(r"kanarie\d{5}|010157-?5\d{3}", re.IGNORECASE)
"""The words, and the CPR numbers, which are ten digits with or without their dash."""
BROKEN = re.compile(r"[\s\u00ad\u2010-]+")
"""What a line's end puts into a word on paper."""
Ids = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Canary:
    """One such word: in which field it stands, and the stated facts by which the rule says who may read it.

    `people` are those whom the content concerns, `leads_to` those whom it helps to find, `readers` the names of those
    who are named in it or wrote it; nobody's name is enough where it is None. `duty` is for what is read by office.
    """

    word: str
    where: str
    family: uuid.UUID
    level: Level = Level.PLAN
    owner: str = ""
    section: Section | None = None
    people: Ids = frozenset()
    leads_to: Ids = frozenset()
    kept_from: Ids = frozenset()
    readers: frozenset[str] | None = None
    duty: Action | None = None
    draft: bool = False
    ground: bool = False


class Aviary:
    """All of them, by their word."""

    def __init__(self) -> None:
        self.canaries: dict[str, Canary] = {}

    def word(self, where: str, family: uuid.UUID, **facts: Any) -> str:
        """A new word for a text."""
        return self.add(f"kanarie{len(self.canaries):05}", where, family, facts)

    def number(self, where: str, family: uuid.UUID, **facts: Any) -> str:
        """A new CPR number; its day has not come, so that it is nobody's."""
        return self.add(f"0101575{len(self.canaries) % 1000:03}", where, family, facts)

    def add(self, word: str, where: str, family: uuid.UUID, facts: dict[str, Any]) -> str:
        """Remember where it stands."""
        assert word not in self.canaries
        self.canaries[word] = Canary(word, where, family, **facts)
        return word

    def find(self, response: TestResponse) -> list[Canary]:
        """Those that the answer holds."""
        return [self.canaries[one] for one in sorted(words_in(response)) if one in self.canaries]


def words_in(response: TestResponse) -> set[str]:
    """Every such word in the answer, whether or not anybody planted it."""
    headers = [f"{name}: {value}" for name, value in response.headers]
    return {word for text in (*headers, *texts(response)) for word in words(text)}


def words(text: str) -> Iterator[str]:
    """The words in a text, as they were planted."""
    return (found.lower().replace("-", "") for found in WORD.findall(text))


def texts(response: TestResponse) -> Iterator[str]:
    """What the answer's body says; a paper that was not laid out is its HTML."""
    if response.data.startswith(b"%PDF"):
        yield from (BROKEN.sub("", text) for text in pdf_texts(response.data))
    yield response.data.decode(errors="replace")


def pdf_texts(data: bytes) -> Iterator[str]:
    """A PDF's pages, its metadata of both kinds, and what is attached to it."""
    reader = PdfReader(io.BytesIO(data))
    yield from (page.extract_text() for page in reader.pages)
    yield str(reader.metadata)
    yield reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    for name, contents in reader.attachments.items():
        yield name
        yield from (content.decode(errors="replace") for content in contents)
