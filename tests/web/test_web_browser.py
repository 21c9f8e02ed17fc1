"""The reading room in a real browser: with and without JavaScript, by keyboard, on a phone, on paper."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright._impl._api_structures import FilePayload
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

import selon
from selon.pipeline import _map
from selon.records import RawPage
from selon.web import create_app

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GAZETTE = (
    "Varsovie, le 4 mai 2023.\r\n\r\n"
    "Nouvelle crise 😀 à Riga.\r\nLe ton monte 🎈. « La Lettonie a livré des obus 😀 à l’Albanie », a déclaré"
    " mardi Jean Dupuis, porte-parole du gouvernement polonais.\r\n\r\n"
    "Le ministre letton Karl Vanags a démenti ces accusations.\r\n"
)
HOSTILE = (
    "Riga, le 6 mai 2023.\n\n"
    "<script>alert(1)</script> Le ministre <img src=x onerror=alert(2)> a affirmé : « La Lettonie a vendu des"
    ' obus à l’Albanie "><svg onload=alert(3)> </p></main> 😀 ». \n'
)
LATER = "Riga, le 9 mai 2023.\n\n« La Lettonie ne livrera rien », a assuré Karl Vanags, ministre letton.\n"

pytestmark = [pytest.mark.parser, pytest.mark.browser]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, parser: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("browser") / "affaire.selon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_map, "_parser", lambda language: parser)
        with selon.open(path, create=True) as dossier:
            raw = RawPage("gazette.txt", GAZETTE.encode(), url="https://gazette.example/crise")
            dossier.add([ROOT / "examples", raw, RawPage("hostile.txt", HOSTILE.encode())])
            quotation = next(row.id for row in dossier.quotations() if row.act == "deny")
            dossier.decide("confirm", quotation)
        yield path


@pytest.fixture(scope="module")
def base(path: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(path), log_level="warning", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no Chromium here: apt-get install chromium"
        if os.environ.get("SELON_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def views(path: Path) -> dict[str, str]:
    with selon.open(path) as dossier:
        pages = [row for row in dossier.pages() if row.rejected is None]
        digits = {row.source.rsplit("/", 1)[-1]: row.id.removeprefix("sha256:")[:12] for row in pages}
        quotation = dossier.quotations(limit=1)[0]
        disputed = max(dossier.claims(), key=lambda row: len(row.stances))
        event = dossier.doubts(kind="event", limit=1)[0]
        rejected = next(row.id for row in dossier.pages() if row.rejected)[7:19]
        speaker = dossier.speakers(limit=1)[0].actor.id
        person = next(row.id for row in dossier.actors_named("John Kirby"))
    start = GAZETTE.index("La Lettonie")
    return {
        "desk": "/",
        "progress": "/progress",
        "timeline": "/timeline",
        "timeline by speech": "/timeline?by=speech",
        "timeline, nothing found": "/timeline?since=1900&until=1901&kind=vote",
        "timeline, no date": "/timeline?since=hier",
        "claims": "/claims",
        "claim": f"/claims/{disputed.claim.id}",
        "who said what": "/actors",
        "state": f"/actors/{speaker}",
        "person": f"/actors/{person}",
        "registers": "/registers",
        "register": "/registers/arms-transfer",
        "register, empty": "/registers/vote?since=1900",
        "relations": "/relations",
        "pages": "/pages",
        "search": "/search",
        "search, found": "/search?q=russie",
        "search, nothing found": "/search?q=zzzz",
        "reader": f"/d/{digits['meridiens-2023-09-14.html']}",
        "reader at a passage": f"/d/{digits['gazette.txt']}?at={start}-{start + 30}#at",
        "reader, hostile": f"/d/{digits['hostile.txt']}",
        "reader, turned away": f"/d/{rejected}",
        "item, quotation": f"/item/{quotation.id}",
        "item, event": f"/item/{event}",
        "to check": "/doubts",
        "to check, all ticked": "/doubts?kind=quotation&least=0.6&all=1",
        "to check, nothing left": "/doubts?rule=none",
        "decisions": "/decisions",
        "not there": "/claims/c99999",
    }


@contextmanager
def opened(browser: Browser, base: str, **options: Any) -> Iterator[tuple[BrowserContext, Page, list[str]]]:
    """A page of its own in the browser, and its complaints: errors, refusals of the CSP, dialogs."""
    options.setdefault("locale", "fr-FR")

    def dismissed(dialog: Dialog) -> None:
        told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 800}, **options)
    page, told = context.new_page(), list[str]()
    page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("dialog", dismissed)
    page.on(
        "request", lambda asked: None if asked.url.startswith(base) else told.append(f"asked: {asked.url}")
    )
    yield context, page, told
    context.close()


def visit(page: Page, view: str, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == (404 if view == "not there" else 200), view


def complaints(told: list[str]) -> list[str]:
    """All but Chromium's own remark that a page was answered with 404, which one view is there for."""
    return [line for line in told if "status of 404" not in line]


@pytest.mark.parametrize(("scheme", "locale"), [("light", "fr-FR"), ("dark", "en-GB")])
def test_every_view_is_accessible_and_quiet(
    browser: Browser, base: str, views: dict[str, str], scheme: str, locale: str
) -> None:
    found = []
    with opened(browser, base, color_scheme=scheme, locale=locale) as (_, page, told):
        for view, address in views.items():
            visit(page, view, address)
            page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
            results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
            for violation in results.response["violations"]:
                places = [node["target"] for node in violation["nodes"]][:4]
                found.append(f"{view}: {violation['id']}: {violation['help']} {places}")
    assert found == []
    assert complaints(told) == []
    assert len(told) <= 1


def test_every_view_without_javascript(browser: Browser, base: str, views: dict[str, str]) -> None:
    with opened(browser, base, java_script_enabled=False) as (_, page, told):
        for view, address in views.items():
            visit(page, view, address)
            expect(page.locator("h1").first).to_be_attached()
            expect(page.locator("[data-js], .chooser").locator("visible=true")).to_have_count(0)
    assert complaints(told) == []


def test_deciding_without_javascript(browser: Browser, base: str, path: Path) -> None:
    with selon.open(path) as dossier:
        first, second = dossier.doubts(limit=2)
        standing = len([row for row in dossier.decisions() if row.state == "applied"])
    with opened(browser, base, java_script_enabled=False) as (_, page, _):
        page.goto("/doubts")
        page.get_by_role("button", name="Confirmer").first.click()
        assert second in page.url
        with selon.open(path) as dossier:
            assert first not in dossier.doubts()
        page.locator(".last button").click()
    with selon.open(path) as dossier:
        assert dossier.doubts(limit=1) == [first]
        assert len([row for row in dossier.decisions() if row.state == "applied"]) >= standing


def test_the_keyboard_alone(browser: Browser, base: str, path: Path) -> None:
    with opened(browser, base) as (_, page, told):
        page.goto("/doubts")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.evaluate("document.activeElement.blur()")
        with selon.open(path) as dossier:
            before = dossier.doubts(limit=4)
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(re.escape(before[1])))
        page.keyboard.press("p")
        expect(page).to_have_url(re.compile(re.escape(before[0])))
        for key in ("c", "r"):
            page.keyboard.press(key)
            expect(page.locator(".notice[role=status]")).to_be_visible()
            page.wait_for_load_state()
        with selon.open(path) as dossier:
            assert dossier.doubts(limit=2) == before[2:]
        for _ in range(2):
            with page.expect_navigation():
                page.keyboard.press("u")
        with selon.open(path) as dossier:
            assert dossier.doubts(limit=4) == before
        page.goto("/doubts")
        page.keyboard.press("e")
        expect(page).to_have_url(re.compile(r"/item/.+#edit"))
    assert complaints(told) == []


def test_tab_reaches_everything_and_shows_where_it_is(
    browser: Browser, base: str, views: dict[str, str]
) -> None:
    with opened(browser, base) as (_, page, _):
        for view in ("desk", "item, quotation", "to check", "reader at a passage", "register"):
            page.goto(views[view].partition("#")[0])
            wanted = page.evaluate(
                "[...document.querySelectorAll("
                "'a[href], button, input, select, textarea, summary, [tabindex]')]"
                ".filter(it => it.tabIndex >= 0 && it.checkVisibility() && it.type !== 'hidden').length"
            )
            seen = 0
            page.evaluate("window.reached = new Set(); getSelection().removeAllRanges()")
            for _ in range(wanted + 5):
                page.keyboard.press("Tab")
                seen, shown = page.evaluate(
                    "(() => { const it = document.activeElement;"
                    " if (it === document.body) return [reached.size, true];"
                    " reached.add(it); const style = getComputedStyle(it);"
                    " const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;"
                    " return [reached.size, shown]; })()"
                )
                assert shown, f"{view}: focus is not shown"
            assert seen >= wanted, view


def test_a_hostile_page_is_text(browser: Browser, base: str, views: dict[str, str]) -> None:
    with opened(browser, base) as (_, page, told):
        for address in (
            *views.values(),
            "/search?q=%3Cscript%3Ealert(4)%3C/script%3E",
            "/timeline?actor=%22%3E%3Cimg",
        ):
            page.goto(address)
            assert page.locator("main script, main img, main [onload], main [onerror]").count() == 0
            assert page.locator("body > footer.colophon").count() == 1
        page.goto(views["reader, hostile"])
        expect(page.locator("article.reader")).to_contain_text("<img src=x onerror=alert(2)>")
    assert complaints(told) == []


@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_scrolls_one_way_only(browser: Browser, base: str, views: dict[str, str], width: int) -> None:
    wide = []
    with opened(browser, base, is_mobile=True, has_touch=True) as (_, page, _):
        page.set_viewport_size({"width": width, "height": 700})
        for view, address in views.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wide.append((view, needed))
    assert wide == []


def test_nothing_is_cut_on_paper(browser: Browser, base: str, views: dict[str, str]) -> None:
    cut = []
    with opened(browser, base) as (_, page, _):
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 680, "height": 960})  # A4 less the margins, at 96 dots an inch
        for view, address in views.items():
            page.goto(address)
            cut += [
                (view, place)
                for place in page.evaluate(
                    "[...document.querySelectorAll('main *')].filter(it => it.checkVisibility()"
                    " && !it.closest('svg') && !it.classList.contains('unseen')"
                    " && it.getBoundingClientRect().right > innerWidth + 1)"
                    ".map(it => it.tagName + '.' + it.className).slice(0, 3)"
                )
            ]
            assert page.locator(".bar, nav, form").locator("visible=true").count() == 0, view
    assert cut == []


def test_places_are_chosen_in_the_text(
    browser: Browser, base: str, path: Path, views: dict[str, str]
) -> None:
    wanted = "des obus 😀 à l’Albanie"
    with selon.open(path) as dossier:
        row = next(row for row in dossier.quotations() if "livré des obus" in "".join(row.content))
    with opened(browser, base) as (_, page, told):
        page.goto(f"/item/{row.id}")
        page.get_by_role("link", name="Choisir les places").click()
        expect(page.locator("article .notice")).to_be_visible()
        select_text(page, wanted)
        chooser = page.get_by_role("form", name="Prendre la sélection")
        expect(chooser).to_be_visible()
        expect(chooser.get_by_role("combobox")).to_have_value(row.id)
        chooser.get_by_role("button", name="propos", exact=True).click()
        expect(page.locator(".notice[role=status]")).to_be_visible()
        with selon.open(path) as dossier:
            edited = next(it for it in dossier.quotations() if it.id == row.id)
            assert edited.content == (wanted,)
            assert edited.decided == "edit"
        page.locator(".last button").click()
        page.goto(views["reader at a passage"])
        select_text(page, "Karl Vanags")
        page.get_by_role("link", name="Citer ce passage").click()
        start = GAZETTE.index("Karl Vanags")
        expect(page).to_have_url(re.compile(f"at={start}-{start + 11}#at$"))
        expect(page.locator(".citation")).to_contain_text("Karl Vanags")
    assert complaints(told) == []


def select_text(page: Page, wanted: str) -> None:
    page.evaluate(
        "wanted => { for (const block of document.querySelectorAll('[data-block]')) {"
        " const nodes = []; const walk = document.createTreeWalker(block, 4); let text = '';"
        " while (walk.nextNode()) { if (walk.currentNode.parentElement.closest('.note')) continue;"
        "   nodes.push([text.length, walk.currentNode]); text += walk.currentNode.data; }"
        " const at = text.indexOf(wanted); if (at < 0) continue;"
        " const place = o => { const [s, n] = nodes.filter(([s]) => s <= o).pop(); return [n, o - s]; };"
        " getSelection().setBaseAndExtent(...place(at), ...place(at + wanted.length)); return; } }",
        wanted,
    )


def test_a_citation_is_copied(browser: Browser, base: str, views: dict[str, str]) -> None:
    with opened(browser, base, permissions=["clipboard-read", "clipboard-write"]) as (_, page, told):
        page.goto("/search?q=ton+monte")
        page.get_by_role("link", name="citer").first.click()
        expect(page.get_by_role("link", name="copié")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "«\xa0Le ton monte 🎈. « La Lettonie a livré des obus 😀" in copied
        assert re.search(r"4 mai 2023\.?\) http://127\.0\.0\.1:\d+/d/[0-9a-f]{12}\?at=\d+-\d+#at$", copied)
        original = page.get_by_role("link", name="page d’origine").first.get_attribute("href") or ""
        assert original.startswith("https://gazette.example/crise#:~:text=Le%20ton%20monte")
        page.goto(views["reader at a passage"])
        page.get_by_role("button", name="copier la citation").click()
        expect(page.get_by_role("button", name="copié")).to_be_visible()
    assert complaints(told) == []


def test_an_actor_is_merged_by_name(browser: Browser, base: str, path: Path) -> None:
    with selon.open(path) as dossier:
        kept, other = (dossier.actors_named(name)[0] for name in ("Karl Vanags", "Jean Dupuis"))
    with opened(browser, base) as (_, page, told):
        page.goto(f"/actors/{kept.id}")
        field = page.get_by_label("Le même acteur que")
        field.press_sequentially("dupui")
        option = page.locator(f"#merge-names option[value='Jean Dupuis ({other.id})']")
        expect(option).to_be_attached()
        field.fill("Jean Dup")
        page.get_by_role("button", name="Réunir").click()
        with selon.open(path) as dossier:
            assert dossier.show(other.id) == dossier.show(kept.id)
        page.goto(f"/actors/{kept.id}")
        page.get_by_label("Le même acteur que").fill("Personne de ce nom")
        page.get_by_role("button", name="Réunir").click()
        expect(page.locator("main")).to_contain_text("Aucun acteur ne porte le nom")
        page.locator(".last button").click()
        with selon.open(path) as dossier:
            assert dossier.show(other.id) != dossier.show(kept.id)
    assert complaints([line for line in told if "status of 422" not in line]) == []


def test_several_are_decided_at_once(browser: Browser, base: str, path: Path) -> None:
    with selon.open(path) as dossier:
        wanted = dossier.doubts(kind="event", least=0.8)
        before = dossier.doubts(kind="event", limit=1000)
    assert 0 < len(wanted) < len(before)
    with opened(browser, base) as (_, page, _):
        page.goto("/doubts")
        page.get_by_label("Type").select_option("event")
        page.get_by_label("Confiance minimale").fill("0.8")
        page.get_by_role("button", name="Filtrer").click()
        page.get_by_text("Décider de plusieurs à la fois").click()
        page.get_by_role("link", name="Tout cocher").click()
        page.get_by_role("button", name="Confirmer la sélection").click()
        with selon.open(path) as dossier:
            assert dossier.doubts(kind="event", limit=1000) == [it for it in before if it not in wanted]
        for _ in wanted:
            page.locator(".last button").click()
    with selon.open(path) as dossier:
        assert dossier.doubts(kind="event", limit=1000) == before


def test_pages_are_brought_in_and_progress_is_followed(browser: Browser, base: str, path: Path) -> None:
    with opened(browser, base) as (_, page, told):
        page.goto("/")
        page.get_by_text("Ajouter des pages").click()
        files: list[FilePayload] = [
            {"name": "la suite.txt", "mimeType": "text/plain", "buffer": LATER.encode()},
            {"name": "vide.txt", "mimeType": "text/plain", "buffer": b" "},
        ]
        page.get_by_label("Des fichiers").last.set_input_files(files)
        page.get_by_role("button", name="Lire ces pages").click()
        page.evaluate("window.stayed = true")
        link = page.get_by_role("link", name="Voir le dossier")
        expect(link).to_be_visible(timeout=30_000)
        expect(page.locator("#progress")).to_contain_text("1 ajoutées, 0 déjà connues, 1 écartées")
        expect(page.locator(".rejected")).to_contain_text("vide.txt")
        assert page.evaluate("window.stayed"), "the page was loaded again instead of the progress alone"
        link.click()
        expect(page.locator("main")).to_contain_text("9 mai 2023")
    assert complaints(told) == []
    with selon.open(path) as dossier:
        for row in dossier.pages()[-2:]:
            dossier.remove(row.id)
