"""The login page as somebody meets it who is not logged in."""

import re

from tests.overview.builders import words


def test_it_says_that_opening_is_logged_and_names_no_password(client):
    page = client.get("/login")
    assert page.status_code == 200
    html = page.text
    assert re.search(r'<input[^>]+type="password"', html) and "demo" not in html.lower().replace("demo-", "")
    assert html.count("<h1") == 1 and 'role="search"' not in html


def test_what_is_missing_is_said_above_and_by_the_fields(client):
    client.post("/language", data={"language": "en"})
    token = re.search(r'name="csrf_token"[^>]+value="([^"]+)"', client.get("/login").text)[1]
    answer = client.post("/login", data={"csrf_token": token})
    assert answer.status_code == 422
    html = answer.text
    assert 'role="alert"' in html and 'href="#email"' in html and 'aria-invalid="true"' in html
    assert html.count("autofocus") <= 1


def test_who_was_sent_here_is_told_why(client):
    assert "status" in re.findall(r'role="(\w+)"', words_of(client, "/login?next=/families"))
    assert "status" not in re.findall(r'role="(\w+)"', words_of(client, "/login?next=/"))


def words_of(client, url):
    """The page's content."""
    html = client.get(url).text
    assert words(html)
    return html[html.index("<main") : html.index("</main>")]
