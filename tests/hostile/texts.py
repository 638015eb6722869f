"""What somebody may paste, forge or have their browser send. Long texts say `kanarie`: a log that has one tells."""

from unicodedata import normalize

MARKUP = (
    "</textarea></p>\"'><script>window.evil=1</script><img class=kanarie src=/evil onerror=window.evil=2>"
    "<b id=status hx-swap-oob=true hx-post=/logout hx-trigger=load>{{ 7*7 }}"
)
"""Under 200 letters, so that a line takes it."""
SHORT = "<b hx-get=/evil id=status>"
"""For the shortest boxes."""
MAIL = "<b/hx-get=/evil>@kanarie.dk"
"""For those that ask for an e-mail."""
SHOWN = {
    "markup": MARKUP,
    "template": "{{ 7*7 }}{% raw %}{# #}${7*7}%(name)s{0}%s </style>url(/evil);}*{background:url(//evil)",
    "link": "javascript:window.evil=1 data:text/html,<x> hx-on:click=evil() Robert'); DROP TABLE goals;--\\",
    "entity": "&lt;script&gt;&amp;lt; &#60; <!-- ]]> --> 👩‍👩‍👧 Ærø 漢字 العربية \u200bu\u00adsynlig",
    "cell": "=1+1",
    "macro": "@SUM(A1:A9)",
    "command": "+cmd|' /C calc'!A0",
    "wide cell": "＝1+1",
    "cell after a tab": "-2\t=1+1",
}
HIDDEN = "\u202e"
"""Turns the reading direction: no field takes it."""
REFUSED = {
    "NUL": "a\u0000b",
    "escape": "a\u001b[31mb",
    "isolate": "a\u2066b\u2069",
    "not a character": "a\uffffb",
    "too long": "kanarie " * 2500 + "x",
}
"""Nor does any take these; the last one has 20,001 letters."""
UNREADABLE = {
    "Latin-1": b"kanarie \xe6\xf8\xe5",
    "Latin-1, escaped": b"kanarie%20%E6%F8%E5",
    "half a surrogate pair": b"kanarie%ED%A0%80",
    "an overlong letter": b"kanarie%C0%AF",
}
"""Bytes in a form that are no text."""


def neutral(text: str) -> str:
    """A text of the same length that nothing is wrong with."""
    return "z" * len(text)


def same(text: str) -> str:
    """The text as it is compared: in composed letters, and of one size, as references and e-mails are kept."""
    return normalize("NFC", text.strip()).casefold()
