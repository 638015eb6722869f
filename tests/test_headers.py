"""What every answer carries: what the browser may load, keep and tell; and how static files travel."""

import pytest

from hfi.fingerprint import STATIC, fingerprint

STATIC_URL = f"/static/{fingerprint()}/"
FONT = "vendor/fonts/IBMPlexSans.ttf"
HTMX = {"HX-Request": "true"}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def answers(visit, world):
    """A page, a fragment, forms, errors and a PDF."""
    client = visit("Mette").client
    edit = f"{world.url}/goals/{world.goal}/edit"
    return {
        "page": client.get(world.url),
        "fragment": client.get(edit, headers=HTMX),
        "invalid": client.post(edit, headers=HTMX),
        "redirect": client.get(f"{world.url}/week"),
        "not found": client.get("/families/HFI-1999-999"),
        "forbidden": client.get("/caseload"),
        "pdf": client.get(f"{world.url}/plan.pdf"),
        "login": client.application.test_client().get("/login"),
        "health": client.get("/healthz"),
        "static": client.get(STATIC_URL + "app.js", buffered=True),
    }


def test_every_answer_holds_the_browser_to_our_own_files(answers):
    for name, answer in answers.items():
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy == POLICY, name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert "Access-Control-Allow-Origin" not in answer.headers, name
        assert "camera=()" in answer.headers["Permissions-Policy"] and answer.headers["X-Request-Id"], name


def test_nothing_but_static_files_stays_in_a_cache(answers):
    assert answers["pdf"].mimetype == "application/pdf" and answers["static"].status_code == 200
    for name, answer in answers.items():
        kept = answer.headers["Cache-Control"]
        assert ("max-age=31536000" in kept) if name == "static" else (kept == "no-store"), name


def test_caches_know_that_htmx_gets_another_answer(answers):
    assert all("HX-Request" in answer.headers["Vary"] for answer in answers.values())


def test_over_https_the_browser_keeps_to_https(stranger):
    assert "Strict-Transport-Security" not in stranger.get("/login").headers
    secure = stranger.get("/login", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_pages_name_static_files_by_their_fingerprint(stranger):
    page = stranger.get("/login").text
    named = [part.split('"')[0] for part in page.split("/static/")[1:]]
    assert len(named) >= 5 and all(one.startswith(fingerprint() + "/") for one in named)
    for one in named:
        assert stranger.get(f"/static/{one}", buffered=True).status_code == 200, one
    assert stranger.get(f"/static/{'0' * 12}/app.js").status_code == 404
    assert stranger.get("/static/app.js").status_code == 404


def test_the_fingerprint_changes_with_every_file(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text("a {}")
    first = fingerprint(tmp_path)
    (tmp_path / "css" / "a.css").write_text("b {}")
    second = fingerprint(tmp_path)
    (tmp_path / "css" / "a.css").rename(tmp_path / "css" / "b.css")
    assert len({first, second, fingerprint(tmp_path)}) == 3 and len(first) == 12


def test_a_static_file_never_leads_out_of_its_folder(stranger):
    for way in ("../__init__.py", "%2e%2e/__init__.py", "..%2f__init__.py"):
        assert stranger.get(STATIC_URL + way).status_code == 404


@pytest.mark.parametrize("accepted", ["gzip, deflate, br, zstd", "gzip, deflate"])
@pytest.mark.parametrize("address", ["/login", STATIC_URL + "css/components.css", STATIC_URL + FONT])
def test_answers_are_compressed_for_whoever_can_read_it(stranger, address, accepted):
    plain = stranger.get(address, buffered=True)
    packed = stranger.get(address, headers={"Accept-Encoding": accepted}, buffered=True)
    assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["Content-Encoding"] in accepted and len(packed.data) < len(plain.data) * 0.75


def test_the_fonts_licence_lies_beside_it():
    assert STATIC.joinpath(FONT).is_file() and STATIC.joinpath(FONT).with_name("LICENSE").is_file()


def test_only_the_hosts_of_this_site_are_answered(app, monkeypatch):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["familieplan.example"])
    client = app.test_client()
    assert client.get("/login", base_url="http://familieplan.example").status_code == 200
    foreign = client.get("/login", base_url="http://evil.example")
    assert foreign.status_code == 400 and "evil" not in foreign.text
