"""The reading room over HTTP: every view, its guards, corrections by forms, pages brought in."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import selon
from selon.pipeline import _map
from selon.records import RawPage
from selon.web import create_app

GAZETTE = (
    "Varsovie, le 4 mai 2023.\n\n"
    "« La Lettonie a livré des obus à l’Albanie », a déclaré mardi Jean Dupuis, porte-parole du gouvernement"
    " polonais. Le ministre letton Karl Vanags a démenti ces accusations.\n"
)
HOSTILE = (
    "Riga, le 6 mai 2023.\n\n"
    "<script>alert(1)</script> Le ministre <img src=x onerror=alert(2)> a affirmé : « La Lettonie a vendu des"
    ' obus à l’Albanie "><svg onload=alert(3)> 😀 ». \n'
)

pytestmark = pytest.mark.parser


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, parser: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("web") / "affaire.selon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_map, "_parser", lambda language: parser)
        with selon.open(path, create=True) as dossier:
            dossier.add([RawPage("gazette.txt", GAZETTE.encode()), RawPage("hostile.txt", HOSTILE.encode())])
        yield path


@pytest.fixture
def client(path: Path) -> TestClient:
    return TestClient(create_app(path), base_url="http://127.0.0.1:8642", follow_redirects=True)


@pytest.fixture
def digits(path: Path) -> str:
    with selon.open(path) as dossier:
        return dossier.pages()[0].id.removeprefix("sha256:")[:12]


@pytest.fixture
def quotation(path: Path) -> str:
    with selon.open(path) as dossier:
        return next(row.id for row in dossier.quotations() if "livré des obus" in row.content[0])


def token(client: TestClient) -> str:
    match = re.search(r'name="token" value="(\w+)"', client.get("/").text)
    assert match is not None
    return match[1]


VIEWS = (
    "/", "/progress", "/timeline", "/timeline?by=speech", "/timeline?by=publication", "/claims", "/claims/c1",
    "/actors", "/actors/a1", "/registers", "/registers/arms-transfer", "/relations", "/pages", "/search",
    "/search?q=obus", "/doubts", "/doubts?kind=event", "/decisions", "/stories",
    "/stories?since=2023-05-05", "/stories/s1",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers_in_both_languages(client: TestClient, view: str, language: str) -> None:
    answer = client.get(view, headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "http://" not in re.sub(r"http://127\.0\.0\.1:8642|http://www\.w3\.org", "", answer.text)


def test_a_choice_of_language_is_kept(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/claims").text


def test_files_to_take_away(client: TestClient) -> None:
    table = client.get("/registers/arms-transfer.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.startswith("id,kind,date")
    assert client.get("/relations.gexf").text.startswith("<?xml")


def test_a_passage_has_an_address(client: TestClient, digits: str) -> None:
    start = GAZETTE.index("La Lettonie")
    page = client.get(f"/d/{digits}?at={start}-{start + 11}").text
    assert re.search(r'<span class="m-passage" id="at">(<[^>]+>)*La Lettonie<', page)
    assert re.search(
        rf"«\xa0La Lettonie\xa0» \([^)]+\) http://127\.0\.0\.1:8642/d/{digits}\?at={start}-", page
    )
    for at in ("5", "9-3", "0-99999999", "a-b", "-1-4"):
        assert 'id="at"' not in client.get(f"/d/{digits}?at={at}").text


def test_a_hostile_page_is_shown_as_text(client: TestClient, path: Path) -> None:
    with selon.open(path) as dossier:
        hostile = dossier.pages()[1].id.removeprefix("sha256:")[:12]
    page = client.get(f"/d/{hostile}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for view in (*VIEWS, f"/d/{hostile}", "/search?q=%3Cscript%3E", "/timeline?actor=%22%3E%3Cscript%3E"):
        text = client.get(view).text
        assert not re.search(r"<script(?! src=\"/static/)|<img|onerror=[^&]*>|<svg onload", text), view


@pytest.mark.parametrize(
    "address", ["/nothing", "/d/ffffffffffff", "/claims/c999", "/actors/zz", "/item/x", "/static/../x"]
)
def test_what_is_not_there_is_told(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404


def test_another_host_name_is_turned_away(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8642"}).status_code == 200


def test_forms_of_others_are_refused(client: TestClient, quotation: str) -> None:
    form = {"verb": "reject", "target": quotation, "token": "0" * 64}
    assert client.post("/decide", data=form).status_code == 403
    mine = {**form, "token": token(client)}
    assert client.post("/decide", data=mine, headers={"origin": "http://evil.example"}).status_code == 403
    client.cookies.clear()
    assert client.post("/decide", data=mine).status_code == 403
    for address in ("/undo", "/remove", "/add"):
        assert client.post(address, data={"token": "x"}).status_code == 403


def test_a_decision_and_its_undoing(client: TestClient, quotation: str, path: Path) -> None:
    form = {"verb": "reject", "target": quotation, "token": token(client), "back": "/actors"}
    answer = client.post("/decide", data=form)
    assert answer.url.path == "/actors"
    assert 'action="/undo"' in answer.text
    with selon.open(path) as dossier:
        assert quotation not in [row.id for row in dossier.quotations()]
    assert "livré des obus" in client.get("/decisions").text
    client.post("/undo", data={"decision": "", "token": form["token"], "back": "//evil.example/x"})
    with selon.open(path) as dossier:
        assert quotation in [row.id for row in dossier.quotations()]


def test_an_answer_leads_nowhere_else(client: TestClient, quotation: str) -> None:
    form = {"verb": "confirm", "target": quotation, "token": token(client)}
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = client.post("/decide", data={**form, "back": back}, follow_redirects=False)
        assert answer.headers["location"].startswith("/?told=")
    client.post("/undo", data={"token": form["token"]})


def test_an_edit_by_the_form_and_by_a_selection(client: TestClient, quotation: str, path: Path) -> None:
    page = client.get(f"/item/{quotation}").text
    assert 'name="set.speaker" value="Jean Dupuis"' in page
    form = {"verb": "edit", "target": quotation, "token": token(client), "back": "/"}
    trouble = client.post("/decide", data={**form, "set.act": "shout", "was.act": "assert"})
    assert trouble.status_code == 422
    assert "no act" in trouble.text
    chosen = {"set.act": "accuse", "was.act": "assert", "set.mode": "direct", "was.mode": "direct"}
    start = GAZETTE.index("La Lettonie")
    selection = {"selection": f"{start}:0-11", "selection_field": "content"}
    client.post("/decide", data={**form, **chosen, **selection})
    with selon.open(path) as dossier:
        row = next(row for row in dossier.quotations() if row.id == quotation)
        assert (row.act, row.content, row.mode) == ("accuse", ("La Lettonie",), "direct")
    client.post("/undo", data={"token": form["token"]})


ODD = ("\0", "²", "'", '"', '"a', "*", "a OR", "NEAR(", "😀",
       "%", "../..", "x" * 3000, "1" * 400, "-1", "d²", "a1:q:1-2", "\r\nX-Evil: 1")  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_are_no_faults(path: Path, odd: str, quotation: str) -> None:
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8642", raise_server_exceptions=False)
    names = [
        "q",
        "at",
        "actor",
        "kind",
        "since",
        "until",
        "part",
        "by",
        "outlet",
        "month",
        "rule",
        "least",
        "lang",
        "told",
        "all",
        "member",
        "select",
        "edit",
    ]
    for view in (
        "/search",
        "/timeline",
        "/claims",
        "/actors",
        "/relations",
        "/doubts",
        "/pages",
        "/names",
        "/decisions",
    ):
        for name in names:
            assert client.get(view, params={"q": "obus", name: odd}).status_code < 500, (view, name)
    for view in ("/d/", "/item/", "/actors/", "/claims/", "/registers/", "/static/"):
        assert client.get(view + quote(odd, safe="")).status_code < 500, view
    form = {"token": token(client), "back": "/x" + odd}
    edit = {"verb": "edit", "target": quotation}
    for data in (
        {"verb": odd, "target": quotation},
        {"verb": "reject", "target": odd},
        {"verb": "merge", "target": "a1", "member": odd},
        {**edit, "set.uttered": odd},
        {**edit, "selection": odd, "selection_field": "content"},
    ):
        answer = client.post("/decide", data={**form, **data}, follow_redirects=False)
        assert answer.status_code in (303, 422), data
        assert "x-evil" not in answer.headers
        if answer.status_code == 303:
            client.post("/undo", data={"token": form["token"]})
    assert client.post("/undo", data={**form, "decision": odd}).status_code == 422


def test_a_fault_of_our_own_is_not_told_to_the_browser(
    path: Path, monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    def broken(*args: object, **named: object) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr(selon.Dossier, "claims", broken)
    quiet = TestClient(client.app, base_url="http://127.0.0.1:8642", raise_server_exceptions=False)
    answer = quiet.get("/claims")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_queue_is_filtered(client: TestClient, path: Path) -> None:
    with selon.open(path) as dossier:
        names = dossier.doubts()
        rule = dossier.why(names[0]).rule
        of_rule = dossier.doubts(rule=rule)
        sure = dossier.doubts(least=0.8)
        assert of_rule == [name for name in names if dossier.why(name).rule == rule]
        assert sure == [name for name in names if (dossier.why(name).score or 0) >= 0.8]
    assert len(
        re.findall(r'name="target" value="[^"]+" checked', client.get(f"/doubts?rule={rule}&all=1").text)
    ) == len(of_rule)


def test_what_is_new_since_the_last_visit(client: TestClient) -> None:
    assert "Nouveau depuis" not in client.get("/").text
    client.cookies.clear()
    client.cookies.set("selon_visit", "0.1.1000")
    page = client.get("/").text
    assert "Nouveau depuis" in page
    for word in ("x", "1.2", "9.9.9.9", "99999.99999.1", "²." * 3):
        client.cookies.clear()
        assert client.get("/", headers={"cookie": f"selon_visit={quote(word)}"}).status_code == 200


def test_addresses_of_private_networks_are_not_fetched(client: TestClient) -> None:
    client.post("/add", data={"token": token(client), "urls": "http://127.0.0.1:1/x\nfile:///etc/passwd"})
    for _ in range(200):
        page = client.get("/progress").text
        if 'class="main" href="/"' in page:
            break
        time.sleep(0.1)
    assert page.count("<dt>") == 2
    assert "root:" not in page


def test_pages_are_brought_in(tmp_path: Path, parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_map, "_parser", lambda language: parser)
    path = tmp_path / "neuf.selon"
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8642", follow_redirects=True)
    mine = token(client)
    assert "dossier est vide" in client.get("/", headers={"accept-language": "fr"}).text
    nothing = client.post("/add", data={"token": mine}, files={"files": ("", b"")})
    assert "told=nothing-given" in str(nothing.url)
    files = [
        ("files", ("../../gazette.txt", GAZETTE.encode(), "text/plain")),
        ("files", ("vide.txt", b"", "text/plain")),
        ("files", ("😀" * 120 + ".txt", b"", "text/plain")),
    ]
    client.post(
        "/add", data={"token": mine, "text": HOSTILE, "title": "Collé", "date": "2023-05-06"}, files=files
    )
    for _ in range(200):
        if 'class="main" href="/"' in client.get("/progress").text:
            break
        time.sleep(0.1)
    with selon.open(path) as dossier:
        rows = dossier.pages()
    assert [row.source for row in rows[:2]] == ["gazette.txt", "vide.txt"]
    assert rows[1].rejected is not None
    assert (rows[2].title, rows[2].published) == ("Collé", "2023-05-06")
    assert not (tmp_path.parent / "gazette.txt").exists()
