import io
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.export import DossierView, write_html
from selon.export.strip import draw_strip
from selon.export.tables import claim_cards, claim_matrix, content_parts, speaker_groups, year_groups
from selon.extract import extract
from selon.ingest import read_paths
from selon.lang import LanguagePack
from selon.records import (
    Analysis,
    Block,
    Claim,
    ClaimRow,
    Document,
    DossierHeader,
    NamedActor,
    PageRead,
    PageRow,
    Passage,
    Published,
    Quotation,
    QuoteRow,
    RawPage,
    Rejected,
    StanceRow,
    StanceValue,
    TimeExpression,
    TimelineRow,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"' onload=x {{ 7*7 }} &amp; \u202e\0"
)
HEADER = DossierHeader(1, "0.1.0", "fr_core_news_md 3.8.0", "fr 1")
US, RUSSIA, KOREA, HOUSE = (
    NamedActor("a1", "États-Unis"),
    NamedActor("a2", "Russie"),
    NamedActor("a3", "Corée du Nord"),
    NamedActor("a4", "Maison Blanche"),
)


class _Page(HTMLParser):
    """What the tests ask of a page: its elements, ids, links and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [name for _, attrs in self.elements if (name := attrs.get("id"))]

    @property
    def links(self) -> list[str]:
        return [href for tag, attrs in self.elements if tag == "a" and (href := attrs.get("href"))]

    @property
    def text(self) -> str:
        return "".join(self.words)


def _document(text: str, **changes: object) -> Document:
    blocks = [Block(match.start(), match.end(), "body") for match in re.finditer(r"[^\n]+", text)]
    document = Document(
        id="sha256:" + "ab" * 32,
        source="a.txt",
        url=None,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title="Titre",
        publisher="Le Fanal",
        authors=(),
        agencies=(),
        language="fr",
        published=Published("2023-06-13", None, "visible"),
        text=text,
        blocks=tuple(blocks),
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def _passage(document: Document, start: int, end: int) -> Passage:
    text = document.text
    return Passage(
        document=document.id,
        source=document.source,
        title=document.title,
        publisher=document.publisher,
        published=document.published.edtf,
        span=(start, end),
        exact=text[start:end],
        prefix=text[:start],
        suffix=text[end:],
    )


def _quote_row(
    document: Document, name: str, speakers: tuple[NamedActor, ...], start: int, end: int
) -> QuoteRow:
    return QuoteRow(
        id=name,
        speakers=speakers,
        relays=(),
        act="assert",
        mode="indirect",
        cue=None,
        content=(document.text[start:end],),
        uttered=None,
        confidence=0.5,
        passage=_passage(document, start, end),
    )


def _stance(name: str, actor: NamedActor, value: StanceValue, passage: Passage) -> StanceRow:
    return StanceRow(name, actor, value, "2023-06-12", None, False, (passage,))


def _view(document: Document, start: int, end: int) -> tuple[DossierView, PageRead]:
    """A small dossier in which every kind of row leads to `[start, end)` of one page."""
    passage = _passage(document, start, end)
    quotation = Quotation(f"{'ab' * 6}:q:{start}-{end}", ((start, end),), "indirect", None, None, ())
    claim = Claim("c1", "arms-transfer", {}, "2022-11", ())
    row = TimelineRow(
        "t1", "2022-11", "arms-transfer", "asserted", "CT+", passage.exact, (US,), "c1", (passage,)
    )
    # The word of a body is shown for its state too: two rows of one stance.
    told = _stance("s1", US, "asserts", passage)
    stances = (told, replace(told, actor=HOUSE), _stance("s2", KOREA, "denies", passage))
    view = DossierView(
        title="Essai",
        header=HEADER,
        pages=(
            PageRow(document.id, "a.txt", document.title, "Le Fanal", "2023-06-13", "visible", 10, 1, 1),
            PageRow(
                "sha256:0",
                "b.html",
                None,
                None,
                None,
                "",
                0,
                0,
                0,
                Rejected("sha256:0", "b.html", "empty", "x"),
            ),
        ),
        timeline=(row, replace(row, id="t2", edtf="2023-06-12", claim=None, reporters=())),
        quotations=(_quote_row(document, quotation.id, (US,), start, end),),
        claims=(ClaimRow(claim, (("supplier", ("Corée du Nord",)),), stances, (passage,), 1),),
    )
    time = TimeExpression(f"{'ab' * 6}:t:0-3", 0, 3, "date", "2023-06-12", None)
    return view, PageRead(document, Analysis(document.id, quotations=(quotation,), times=(time,)))


def _html(view: DossierView, read: PageRead, language: str = "fr") -> str:
    out = io.StringIO()
    write_html(view, [read], out, language)
    return out.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_link_leads_to_one_place(language: str) -> None:
    source = _html(*_view(_document("Lundi, Washington a parlé.\nMoscou a nié."), 7, 32), language)
    page = _Page(source)
    assert page.elements[0] == ("html", {"lang": language})
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert "#at-abababababab-7-32" in page.links


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = _Page(_html(*_view(_document("Lundi, Washington a parlé."), 7, 17)))
    assert not {tag for tag, _ in page.elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "form",
        "base",
    }
    for _, attrs in page.elements:
        assert not {name for name in attrs if name.startswith("on")} | (
            attrs.keys() & {"src", "style", "srcset"}
        )
    policy = next(attrs["content"] for _, attrs in page.elements if attrs.get("http-equiv"))
    assert policy
    assert "default-src 'none'" in policy


def test_hostile_text_is_shown_as_text() -> None:
    document = _document(
        f"Lundi {HOSTILE}", title=HOSTILE, publisher=HOSTILE, source=HOSTILE, url="javascript:alert(3)"
    )
    view, read = _view(document, 6, 40)
    actor = NamedActor("a9", HOSTILE)
    rows = tuple(replace(row, speakers=(actor,), relays=(actor,)) for row in view.quotations)
    rejected = Rejected("sha256:0", HOSTILE, "empty", HOSTILE)
    pages = tuple(replace(row, publisher=HOSTILE, rejected=row.rejected and rejected) for row in view.pages)
    source = _html(replace(view, title=HOSTILE, quotations=rows, pages=pages), read)
    page = _Page(source)
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert not [link for link in page.links if "javascript" in link]
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "\0" not in source


def test_the_text_of_a_page_is_whole() -> None:
    text = "Lundi, Washington a parlé.\nMoscou a nié ; \u00ab\u00a0non\u00a0\u00bb, dit-on 🙂.\n\nFin"
    source = _html(*_view(_document(text), 20, 45))
    blocks = re.findall(r'<div class="block body">(.*?)</div>', source, re.DOTALL)
    notes = re.compile(r"<sup.*?</sup>", re.DOTALL)
    shown = [_Page(notes.sub("", block)).text for block in blocks]
    assert shown == [line for line in text.split("\n") if line]


def test_what_is_no_article_is_folded() -> None:
    document = _document("Le menu\nLundi, Washington a parlé.\nMentions")
    first, body, last = document.blocks
    document = replace(
        document, blocks=(replace(first, kind="boilerplate"), body, replace(last, kind="related"))
    )
    source = _html(*_view(document, 8, 13))
    folded = re.findall(r'<details class="folded">.*?</details>', source, re.DOTALL)
    assert len(folded) == 2
    assert "menu" in folded[0]
    assert "Mentions" in folded[1]


def test_the_same_dossier_is_the_same_page() -> None:
    view, read = _view(_document("Lundi, Washington a parlé."), 7, 17)
    assert _html(view, read) == _html(view, read)


def test_an_empty_dossier_says_so() -> None:
    out = io.StringIO()
    write_html(DossierView("vide", HEADER, (), (), (), ()), [], out)
    assert "Aucun fait daté." in out.getvalue()
    assert "0\N{NO-BREAK SPACE}page lue" in out.getvalue()


def test_the_example_pages_are_shown_whole(pack: LanguagePack) -> None:
    documents = [
        page
        for raw in read_paths([EXAMPLES])
        if isinstance(raw, RawPage) and isinstance(page := extract(raw, pack), Document)
    ]
    assert len(documents) >= 8
    out = io.StringIO()
    reads = [PageRead(document, Analysis(document.id)) for document in documents]
    write_html(DossierView("examples", HEADER, (), (), (), ()), reads, out)
    shown = re.sub(r"\s+", " ", _Page(out.getvalue()).text)
    for document in documents:
        for block in document.blocks:
            assert re.sub(r"\s+", " ", document.text[block.start : block.end]).strip() in shown


def test_speakers_stand_by_number_of_quotations_and_nobody_comes_last() -> None:
    document = _document("abcdefgh")
    rows = [
        _quote_row(document, "q1", (), 0, 1),
        _quote_row(document, "q2", (RUSSIA,), 1, 2),
        _quote_row(document, "q3", (US, RUSSIA), 2, 3),
    ]
    groups = speaker_groups(rows)
    assert [group.actor for group in groups] == [RUSSIA, US, None]
    assert [[row.id for row in group.quotations] for group in groups] == [["q2", "q3"], ["q3"], ["q1"]]


def test_disputed_claims_come_first_and_fill_the_matrix() -> None:
    passage = _passage(_document("abcdefgh"), 0, 3)
    told, feared = (_stance("s1", US, "asserts", passage), _stance("s2", US, "fears", passage))
    denied = _stance("s3", RUSSIA, "denies", passage)
    claims = [
        ClaimRow(Claim("c1", "visit", {}, None, ()), (), (feared, told), (), 1),
        ClaimRow(Claim("c2", "visit", {}, None, ()), (), (denied, told), (), 1),
    ]
    cards = claim_cards(claims)
    assert [(card.row.claim.id, card.disputed) for card in cards] == [("c2", True), ("c1", False)]
    assert [group.value for group in cards[0].groups] == ["asserts", "denies"]
    matrix = claim_matrix(cards)
    assert matrix
    assert [actor.name for actor in matrix.actors] == ["Russie", "États-Unis"]
    assert [[stance.id for stance in cell] for cell in matrix.rows[0][1]] == [["s3"], ["s1"]]
    assert len(matrix.rows) == 1


def _row(name: str, edtf: str) -> TimelineRow:
    return TimelineRow(name, edtf, "visit", "asserted", "CT+", "x", (), None, ())


def test_years_and_the_drawing_keep_dates_uncertain() -> None:
    rows = [
        _row("c", "2024-06"),
        _row("a", "2022-11"),
        _row("d", "../2020"),
        _row("b", "2022-12-01"),
        _row("e", "1950"),
    ]
    groups = year_groups(rows)
    assert [(group.year, [row.id for row in group.rows]) for group in groups if group.year] == [
        (1950, ["e"]),
        (2022, ["a", "b"]),
        (2024, ["c"]),
    ]
    strip = draw_strip(rows, ["2023-06-13", "2024-06"])
    assert strip
    assert strip.outside == 2
    bars = {bar.row.id: bar for bar in strip.bars}
    assert bars["a"].width > bars["b"].width
    assert bars["a"].x < bars["b"].x < bars["c"].x
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000.1 for bar in strip.bars)
    assert [tick.date for tick in strip.ticks if tick.major] == ["2023", "2024"]


def test_no_drawing_of_less_than_two_dates() -> None:
    assert draw_strip([_row("a", "2024")], ["2024"]) is None


def test_the_content_of_a_quotation_is_set_off_from_source_and_cue() -> None:
    document = _document("« Oui », a dit Moscou, « et non ».")
    row = replace(_quote_row(document, "q1", (RUSSIA,), 0, 33), content=("« Oui »", "« et non »", "ailleurs"))
    assert content_parts(row) == (("« Oui »", True), (", a dit Moscou, ", False), ("« et non »", True))


def test_what_pages_tell_in_their_own_voice_stands_apart_from_stances() -> None:
    document = _document("abcdefgh")
    said, told = _passage(document, 0, 3), _passage(document, 4, 8)
    row = ClaimRow(
        Claim("c1", "visit", {}, None, ()), (), (_stance("s1", US, "asserts", said),), (said, told), 2
    )
    assert claim_cards([row])[0].own == (told,)


def test_both_languages_say_the_same_things_and_all_that_the_templates_ask_for() -> None:
    folder = Path(write_html.__code__.co_filename).parent / "templates"
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    assert set(words["fr"]) == set(words["en"])
    templates = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.html")))
    asked = set(re.findall(r"""say\(["'](\w+)["'] *[,)]""", templates))
    prefixes = set(re.findall(r"""say\("(\w+_)" ~""", templates))
    told = {key.removesuffix(".one") for key in words["fr"]}
    assert asked <= told
    assert {key for key in told - asked if not key.startswith(tuple(prefixes))} == set()


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.integers(0, 60))
def test_any_text_is_shown_as_it_is(text: str, at: int) -> None:
    document = _document(text)
    source = _html(*_view(document, min(at, len(text)), len(text)))
    blocks = re.findall(r'<div class="block body">(.*?)</div>', source, re.DOTALL)
    shown = [_Page(re.sub(r"<sup.*?</sup>", "", block, flags=re.DOTALL)).text for block in blocks]
    controls = dict.fromkeys(
        (*range(9), 11, 12, *range(14, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}"
    )
    assert shown == [text[block.start : block.end].translate(controls) for block in document.blocks]


def test_a_stance_that_counts_for_two_actors_is_one_line() -> None:
    passage = _passage(_document("abcdefgh"), 0, 3)
    told = _stance("s1", HOUSE, "asserts", passage)
    echo, other = replace(told, actor=US), replace(told, actor=RUSSIA, passages=())
    row = ClaimRow(Claim("c1", "visit", {}, None, ()), (), (told, echo, other), (), 1)
    (group,) = claim_cards([row])[0].groups
    assert [(line.row, line.also) for line in group.lines] == [(told, (echo,)), (other, ())]
