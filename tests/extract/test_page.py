"""Whole pages: what a document holds, and that nothing of a page is lost or moved."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.extract import extract, main_text
from selon.ingest import read_paths
from selon.lang import LanguagePack, load_pack
from selon.records import Document, RawPage, Rejected

DATA = Path(__file__).resolve().parents[1] / "data" / "extract"
UNSEEN = "\x00\ufeff\u200b"


def read(name: str, pack: LanguagePack) -> Document:
    (page,) = read_paths([DATA / name])
    assert isinstance(page, RawPage)
    document = extract(page, pack)
    assert isinstance(document, Document), document
    return document


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def of_kind(document: Document, *names: str) -> list[str]:
    return [text for kind, text in kinds(document) if kind in names]


def check_cover(document: Document) -> None:
    """Blocks are in order, apart, inside the text, and leave out nothing that a reader sees."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert all(letter.isspace() or letter in UNSEEN for letter in document.text[at : block.start])
        at = block.end
    assert all(letter.isspace() or letter in UNSEEN for letter in document.text[at:])


def test_html_page_says_who_when_and_where(pack: LanguagePack) -> None:
    document = read("article.html", pack)
    assert document.title == "Le barrage de Vauclair rouvre après deux ans de travaux"
    assert document.publisher == "La Dépêche du Val"
    assert document.authors == ("Jeanne Morel",)
    assert document.agencies == ("AFP",)
    assert (document.language, document.charset, document.media_type) == ("fr", "utf-8", "text/html")
    assert document.url == "https://www.depeche-du-val.example/region/barrage-vauclair"
    published = document.published
    assert (published.edtf, published.zone, published.basis) == (
        "2024-03-11T06:40+01:00",
        "+01:00",
        "json-ld",
    )
    assert {(other.edtf, other.basis) for other in published.others} == {
        ("2024-03-11T06:40+01:00", "meta"),
        ("2024-03-11T06:40", "visible"),
    }
    (visible,) = [other for other in published.others if other.basis == "visible"]
    assert visible.anchor is not None
    assert document.text[slice(*visible.anchor)] == "le 11 mars 2024 à 06h40"


def test_html_page_is_told_apart(pack: LanguagePack) -> None:
    document = read("article.html", pack)
    check_cover(document)
    assert [text.split()[0] for text in of_kind(document, "lead", "body", "quote")] == [
        "Fermé", "«", "Les", "Un", "Le", "La", "La",
    ]  # fmt: skip
    assert of_kind(document, "byline") == ["Par Jeanne Morel avec l'AFP"]
    assert of_kind(document, "header") == ["Publié le 11 mars 2024 à 06h40"]
    assert [text[:10] for text in of_kind(document, "caption")] == ["Le barrage"]
    assert [text[:19] for text in of_kind(document, "quote")] == ["La sécurité de la v"]
    assert "Lire aussi : Pourquoi le lac avait été vidé" in of_kind(document, "related")
    unwanted = ("cookies", "Accueil", "Crues", "Enfin une bonne", "droits réservés")
    assert not any(word in main_text(document) for word in unwanted)


def test_html_text_is_what_is_visible_and_blocks_know_their_element(pack: LanguagePack) -> None:
    document = read("article.html", pack)
    assert "jamais vu" not in document.text
    assert "Activez JavaScript" not in document.text
    assert "Enfin une bonne nouvelle" in document.text
    title = next(block for block in document.blocks if block.kind == "title")
    assert title.xpath == "/html/body[1]/main[1]/article[1]/h1[1]"


def test_raw_crawl_is_told_apart(pack: LanguagePack) -> None:
    document = read("crawl.txt", pack)
    assert document.text == (DATA / "crawl.txt").read_text(encoding="utf-8")
    check_cover(document)
    assert document.title == "UN ACCORD SUR LES QUOTAS DE PÊCHE SIGNÉ À PORT-LOUVET"
    assert len(of_kind(document, "title")) == 2
    assert of_kind(document, "dateline") == ["PORT-LOUVET, 4 févr. (Reuters) --"]
    assert len(of_kind(document, "caption")) == 2
    assert [text[:14] for text in of_kind(document, "lead", "body")] == [
        "Les ministres ", "« C'est un eff", "Les pêcheurs s", "Le syndicat de", "Les organisati",
    ]  # fmt: skip
    assert of_kind(document, "related") == ["Lire aussi", "Le prix du poisson au plus haut depuis dix ans"]
    assert of_kind(document, "byline") == ["Paul Marchand avec l'AFP"]
    assert document.authors == ("Paul Marchand",)
    assert set(document.agencies) == {"AFP", "Reuters"}
    assert [text[:5] for text in of_kind(document, "boilerplate")] == [
        "Aller",
        "Menu",
        "(FIN)",
        "PREV ",
        "NEXT ",
        "Suive",
    ]


def test_raw_crawl_keeps_every_date_that_it_shows(pack: LanguagePack) -> None:
    published = read("crawl.txt", pack).published
    assert (published.edtf, published.basis) == ("2024-02-04T18:05", "visible")
    assert {(other.edtf, other.basis) for other in published.others} == {
        ("2024-02-04", "dateline"),
        ("2024-02-05T09:12", "modified"),
    }


def test_header_of_a_crawl_stands_apart_from_the_lead_on_its_line(pack: LanguagePack) -> None:
    text = (
        " date 2023-11 Le conseil de la ville a voté lundi la hausse du prix de l'eau, qui doit entrer en"
        " vigueur au printemps.\n\nLes habitants ont protesté devant la mairie, où on les a reçus."
    )
    document = extract(RawPage("a.txt", text.encode(), "text/plain"), pack)
    assert isinstance(document, Document)
    assert [kind for kind, _ in kinds(document)] == ["header", "lead", "body"]
    assert kinds(document)[0][1] == "date 2023-11"
    assert (document.published.edtf, document.published.basis) == ("2023-11", "header")
    assert document.published.anchor == (6, 13)
    assert document.title is None


def test_carriage_returns_and_byte_order_mark_stay(pack: LanguagePack) -> None:
    text = "\ufeffLa mairie a fermé le pont jeudi.\r\n\r\nIl sera rouvert dans un mois, selon le préfet.\r\n"
    document = extract(RawPage("a.txt", text.encode(), "text/plain"), pack)
    assert isinstance(document, Document)
    assert document.text == text
    check_cover(document)


def test_markdown_with_front_matter(pack: LanguagePack) -> None:
    text = (
        '---\ntitle: "La gare ferme pour un an"\ndate: 2024-03-02\nauthor: Jeanne Morel\n'
        "tags: [gare, trains]\n---\n\n"
        "La gare ferme pour un an\n========================\n\n![La gare, mardi](gare.jpg)\n\n"
        "Les trains ne s'y arrêteront plus dès lundi, a annoncé la [région](http://r.example) mardi soir.\n\n"
        "> « C'est un coup dur pour la vallée », a dit le maire, Paul Roy, qui demande des bus.\n\n"
        "Le chantier prévoit, selon la région :\n\n- la réfection des quais\n- un ascenseur\n\n"
        "Les travaux coûteront douze millions d'euros, dont la moitié est payée par l'État.\n"
    )
    document = extract(RawPage("a.md", text.encode(), "text/markdown"), pack)
    assert isinstance(document, Document)
    check_cover(document)
    assert (document.title, document.authors) == ("La gare ferme pour un an", ("Jeanne Morel",))
    assert (document.published.edtf, document.published.basis) == ("2024-03-02", "header")
    assert of_kind(document, "title") == ["La gare ferme pour un an"]
    assert of_kind(document, "caption") == ["![La gare, mardi](gare.jpg)"]
    assert [line[:7] for line in of_kind(document, "lead", "body", "quote")] == [
        "Les tra", "> « C'e", "Le chan", "- la ré", "- un as", "Les tra",
    ]  # fmt: skip
    plain = extract(RawPage("a.txt", text.encode(), "text/plain"), pack)
    assert isinstance(plain, Document)
    assert plain.text == text


def test_markdown_heading_is_the_title(pack: LanguagePack) -> None:
    text = (
        "# La gare ferme pour un an\n\nLes trains ne s'y arrêteront plus, a annoncé la région mardi soir.\n"
    )
    document = extract(RawPage("a.md", text.encode(), "text/markdown"), pack)
    assert isinstance(document, Document)
    assert document.title == "La gare ferme pour un an"
    assert document.blocks[0].kind == "title"


@pytest.mark.parametrize(
    ("number", "edtf", "zone", "basis", "title", "agencies"),
    [
        ("000", "2024-06", None, "header", 0, ()),
        ("001", "2023-09-14T10:24", None, "visible", 84, ("Yonhap",)),
        ("002", "2023-08-31T16:12+01:00", "+01:00", "visible", 110, ()),
        ("003", None, None, "unknown", 98, ("AFP",)),
        ("004", "2023-06", None, "header", 0, ()),
    ],
)
def test_seeds_tell_their_date_title_and_agency(
    shared: Path, pack: LanguagePack, number: str, edtf: str | None, zone: str | None, basis: str, title: int,
    agencies: tuple[str, ...],
) -> None:  # fmt: skip
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    (page,) = read_paths([path])
    assert isinstance(page, RawPage)
    document = extract(page, pack)
    assert isinstance(document, Document)
    assert document.text == path.read_bytes().decode("utf-8")
    check_cover(document)
    published = document.published
    assert (published.edtf, published.zone, published.basis) == (edtf, zone, basis)
    assert len(document.title or "") == title
    assert document.agencies == agencies


SEED_KINDS = {
    "000": {"header": 1, "lead": 1, "body": 8},
    "001": {
        "boilerplate": 4,
        "title": 1,
        "header": 1,
        "dateline": 1,
        "lead": 1,
        "body": 10,
        "caption": 2,
        "byline": 1,
    },
    "002": {"boilerplate": 3, "title": 3, "header": 1, "dateline": 1, "lead": 1, "body": 10},
    "003": {"title": 3, "lead": 1, "body": 7, "related": 4, "byline": 1, "boilerplate": 3},
    "004": {"header": 1, "lead": 1, "body": 7},
}


@pytest.mark.parametrize("number", sorted(SEED_KINDS))
def test_blocks_of_the_seeds(shared: Path, pack: LanguagePack, number: str) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    document = extract(RawPage(path.name, path.read_bytes(), "text/plain"), pack)
    assert isinstance(document, Document)
    counts: dict[str, int] = {}
    for block in document.blocks:
        counts[block.kind] = counts.get(block.kind, 0) + 1
    assert counts == SEED_KINDS[number]


def test_no_page_of_gold_is_turned_away_and_no_quotation_lies_in_furniture(
    shared: Path, pack: LanguagePack
) -> None:
    import json

    content = ("title", "lead", "body", "quote", "caption")
    for gold in sorted((shared / "gold" / "quotations").glob("*/gold.jsonl")):
        for line in gold.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            path = gold.parent / entry["doc"]
            if not path.is_file():
                path = shared / "seeds" / entry["doc"]
            document = extract(RawPage(entry["doc"], path.read_bytes(), "text/plain"), pack)
            assert isinstance(document, Document), entry["doc"]
            assert document.text == path.read_bytes().decode("utf-8")
            for quotation in entry["quotations"]:
                for start, _ in quotation["content"]:
                    block = next(block for block in document.blocks if block.start <= start < block.end)
                    assert block.kind in content, (entry["doc"], start, block.kind)


def test_french_web_pages_are_not_turned_away(shared: Path, pack: LanguagePack) -> None:
    for path in sorted((shared / "corpus" / "web").glob("*.html")):
        result = extract(RawPage(path.name, path.read_bytes(), "text/html"), pack)
        if path.name == "sibenlab.blogspot.com.privacy.html":  # an English page among the French ones
            assert isinstance(result, Rejected)
            assert result.reason == "unsupported-language"
        else:
            assert isinstance(result, Document), result
            check_cover(result)


TYPES = st.sampled_from([None, "text/html", "text/plain", "text/markdown"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), TYPES, st.sampled_from([None, "latin-1", "utf-16", "nonsense"]))
def test_any_bytes_give_a_document_or_a_reason(
    data: bytes, media_type: str | None, charset: str | None
) -> None:
    result = extract(RawPage("x", data, media_type, charset=charset), load_pack("fr"))
    if isinstance(result, Document):
        check_cover(result)
    else:
        assert result.reason
        assert result.detail


MARKUP = ["<p>", "</p>", "<div class='nav'>", "</div>", "<br>", "<li>", "<table><tr><td>", "</table>", "<!--"]
MARKUP += [
    "-->",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<h1>",
    "</h1>",
    "<svg><title>x",
    "<a href='x'>",
]
LETTERS = [
    "&amp;",
    "&lt;b&gt;",
    "&#0;",
    "&#1;",
    "\x01",
    "\x00",
    "\u00ad",
    "\u2028",
    "\r\n",
    "\x0c",
    "\x85",
    " ",
    "😀",
    "12",
]
WORDS = [
    "Le maire a dit que le pont serait fermé jusqu'en mai. ",
    "Lire aussi",
    "© AFP",
    "# ",
    "date 2024-06 ",
]
WORDS += ["PARIS, 3 mai (AFP) - ", "Publié le 3 mai 2024", "Paul Martin"]
PIECES = st.sampled_from(MARKUP + LETTERS + WORDS)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join), TYPES)
def test_blocks_cover_all_that_is_visible(text: str, media_type: str | None) -> None:
    result = extract(RawPage("x", text.encode(), media_type), load_pack("fr"))
    if isinstance(result, Document):
        check_cover(result)
        anchors = [result.published.anchor, *(other.anchor for other in result.published.others)]
        assert all(0 <= anchor[0] < anchor[1] <= len(result.text) for anchor in anchors if anchor)


def test_the_same_page_gives_the_same_document(pack: LanguagePack) -> None:
    assert read("article.html", pack) == read("article.html", pack)


def test_a_marked_list_that_a_colon_announces_ends_the_text(pack: LanguagePack) -> None:
    prose = (
        "Le conseil municipal a adopté mardi soir un plan de douze millions d'euros pour rénover les écoles."
    )
    for mark in ("- ", "• ", "1. "):
        items = [f"{mark}l'école des Tilleuls", f"{mark}le gymnase Jean-Moulin", f"{mark}la cantine du Port"]
        lines = [
            prose,
            prose.replace("mardi", "jeudi"),
            "Les travaux toucheront trois bâtiments de la ville :",
        ]
        text = "\n\n".join(["La ville rénove", *lines, *items, "Accueil", "Contact"])
        document = extract(RawPage("a.txt", text.encode(), "text/plain"), pack)
        assert isinstance(document, Document)
        assert main_text(document).splitlines() == [*lines, *items]


@pytest.mark.parametrize(
    "head", ["À lire aussi sur notre site cette semaine :", "Les travaux toucheront trois écoles"]
)
def test_a_list_that_nothing_announces_is_no_text(head: str, pack: LanguagePack) -> None:
    prose = (
        "Le conseil municipal a adopté mardi soir un plan de douze millions d'euros pour rénover les écoles."
    )
    lines = [
        "La ville rénove",
        prose,
        prose.replace("mardi", "jeudi"),
        head,
        "- Sports",
        "- Culture",
        "- Météo",
    ]
    document = extract(RawPage("a.txt", "\n\n".join(lines).encode(), "text/plain"), pack)
    assert isinstance(document, Document)
    assert "Culture" not in main_text(document)
