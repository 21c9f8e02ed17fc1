"""Made pages of forms that are no news report: what is the article in their markup, and in their text alone.

A podcast's page, a petition, a university's news, a tract, a lawyer's note, an essay with notes, a recipe,
questions and answers, a list of things to know, results in a table, a reportage around a box, a speech.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from selon.evaluate import found_article, page_numbers, read_page_gold
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected, Told

FORMS = Path(__file__).resolve().parents[1] / "data" / "extract" / "forms"
LINES = (FORMS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]
ARTICLE = ("lead", "body", "quote")
# What is known to go wrong, by page: docs/explanation/what-pages-get-wrong.md tells why.
MISSED = {
    "discours.html": {"Depuis 2015"},
    "listicle.html": {"Peut-être", "17,4 km de long", "640 ouvriers"},
    "tract.html": {"l'embauche des précaires"},
}
TAKEN = {
    "balado.html": {"vit des cotisations de ses membres"},
    "legende.html": {"Les premiers piétons ont traversé", "levé en une nuit par deux grues"},
    "magazine.html": {"Grand Angle en kiosque", "Frais de port offerts", "Le dernier berger de l'île"},
    "petition.html": {"Prochain objectif", "Mes deux enfants sont nés là", "Je soutiens les sages-femmes"},
    "revue.html": {"Annales du fleuve"},
}
UNTITLED = {"tract.html"}
PROSE = (
    "Le conseil municipal a adopté mardi soir un plan de douze millions d'euros pour rénover les écoles, a"
    " annoncé la maire, qui a promis que les travaux commenceraient dès le mois de juin."
)


def read(page: RawPage, pack: LanguagePack) -> Document:
    document = extract(page, pack)
    assert isinstance(document, Document), document
    return document


def marked_up(name: str, pack: LanguagePack) -> Document:
    return read(RawPage(name, (FORMS / name).read_bytes(), "text/html"), pack)


def plain(pack: LanguagePack, *lines: str) -> dict[str, str]:
    document = read(RawPage("a.txt", "\n\n".join(lines).encode(), "text/plain"), pack)
    return {document.text[block.start : block.end]: block.kind for block in document.blocks}


def kind_of(document: Document, piece: str) -> str:
    for block in document.blocks:
        if piece in " ".join(document.text[block.start : block.end].split()):
            return block.kind
    raise AssertionError(f"{piece!r} is not in the text")


@pytest.mark.parametrize("row", ROWS, ids=[row["doc"] for row in ROWS])
def test_the_article_by_its_markup(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = marked_up(row["doc"], pack)
    missed = {piece for piece in row["wanted"] if kind_of(document, piece) not in ARTICLE}
    taken = {piece for piece in row["unwanted"] if kind_of(document, piece) in (*ARTICLE, "title")}
    assert missed <= MISSED.get(row["doc"], set())
    assert taken <= TAKEN.get(row["doc"], set())


@pytest.mark.parametrize("row", ROWS, ids=[row["doc"] for row in ROWS])
def test_headline_and_day(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = marked_up(row["doc"], pack)
    assert (document.published.edtf and document.published.edtf[:10]) == row["published"]
    assert (document.title == row["title"]) is (row["doc"] not in UNTITLED)


def test_visible_text_alone_tells_part_of_it(pack: LanguagePack) -> None:
    found = {}
    for row in ROWS:
        text = marked_up(row["doc"], pack).text
        page = extract(RawPage(row["doc"], text.encode(), "text/plain"), pack)
        found[row["doc"]] = found_article(None if isinstance(page, Rejected) else page)
    numbers = page_numbers(read_page_gold(LINES), found)
    assert numbers["segments precision"] >= 0.85
    assert numbers["segments recall"] >= 0.65


def test_comments_that_outweigh_what_they_are_about(pack: LanguagePack) -> None:
    article = [PROSE, "Les travaux dureront deux ans et seront payés pour moitié par la région."]
    said = "Je trouve que c'est une très bonne chose pour nos enfants, qui attendent cela depuis des années."
    comments = [f"{name}, le {said}" for name in ("Josette", "Alain", "Momo", "Claude", "Rose", "Ali")]
    kinds = plain(pack, "Un plan pour les écoles", *article, *["Partager"] * 8, "Commentaires", *comments)
    assert all(kinds[line] in ARTICLE for line in article)
    assert not any(kinds[line] in ARTICLE for line in comments)


def test_rows_of_labels_are_furniture(pack: LanguagePack) -> None:
    row, sentence = "Lire plus tard Écouter Partager", "Écouter les enfants"
    kinds = plain(pack, "Un plan pour les écoles", PROSE, row, PROSE + " Oui.", sentence, PROSE + " Non.")
    assert kinds[row] == "boilerplate"
    assert kinds[sentence] == "body"


def test_notes_end_a_text_unless_they_are_most_of_it(pack: LanguagePack) -> None:
    note = "Voir le rapport de la chambre régionale des comptes, qui donne d'autres chiffres, page 12."
    kinds = plain(pack, "Un plan pour les écoles", PROSE, PROSE + " Oui.", "Notes", note)
    assert kinds[note] == "boilerplate"
    rest = [f"{PROSE} C'était le numéro {number}." for number in range(4)]
    kinds = plain(pack, "Un plan pour les écoles", PROSE, PROSE + " Oui.", "Notes", *rest)
    assert all(kinds[line] in ARTICLE for line in rest)


@pytest.mark.parametrize(
    ("above", "kind"),
    [("Manon Leclerc", "boilerplate"), ("Par Manon Leclerc", "boilerplate"), ("Une élue", "body")],
)
def test_who_signs_is_presented_below_the_text(pack: LanguagePack, above: str, kind: str) -> None:
    presented = "Manon Leclerc est historienne et enseigne depuis dix ans à l'université de Valserre."
    kinds = plain(pack, "Un plan pour les écoles", PROSE, PROSE + " Oui.", above, presented)
    assert kinds[presented] == kind


def test_a_lead_below_the_headline_far_above_the_text(pack: LanguagePack) -> None:
    lead = "La maire veut aller vite."
    labels = ["Société", "Écoles", "Région", "La photo du jour", "Rubrique", "Territoires"]
    kinds = plain(pack, "Un plan pour les écoles de la ville", lead, *labels, PROSE, PROSE + " Oui.")
    assert kinds[lead] in ARTICLE


def test_a_path_is_no_headline(pack: LanguagePack) -> None:
    text = "\n\n".join(
        ["Accueil > Actualités > Un plan pour les écoles", "Un plan pour les écoles", PROSE, PROSE]
    )
    assert read(RawPage("a.txt", text.encode(), "text/plain"), pack).title == "Un plan pour les écoles"


def test_paragraphs_that_pre_shows_wrapped_are_whole(pack: LanguagePack) -> None:
    wrapped = (
        "PORT-LISSE, 3 fév 2022 (AGL) - Le président du Kambara, Elie Dorval, a limogé\n"
        "jeudi son ministre de la Défense, le général Paul Anseau, selon un décret lu\n"
        "à la télévision publique.\n\n"
        'Le général Anseau est accusé d\'avoir "préparé un putsch", a affirmé le porte-parole\n'
        "de la présidence, Jean Mirval. Son avocat a démenti."
    )
    page = f"<html><body><h1>Kambara : un ministre limogé</h1><pre>{wrapped}</pre></body></html>"
    document = read(RawPage("a.html", page.encode(), "text/html"), pack)
    body = [document.text[b.start : b.end] for b in document.blocks if b.kind in ARTICLE]
    first, second = wrapped.split("\n\n")
    assert body == [first.partition(" - ")[2], second]


def test_code_in_pre_keeps_its_lines(pack: LanguagePack) -> None:
    table = "<pre>Ville  Voix\nLestrade  12\nMontarel  9</pre>"
    page = f"<html><body><h1>Un plan</h1><p>{PROSE}</p>{table}</body></html>"
    document = read(RawPage("a.html", page.encode(), "text/html"), pack)
    lines = [document.text[b.start : b.end] for b in document.blocks]
    assert lines[-3:] == ["Ville Voix", "Lestrade 12", "Montarel 9"]


@pytest.mark.parametrize(
    ("opening", "kind"), [("INVITÉ - ", "lead"), ("VIDÉO. ", "lead"), ("PORT-LISSE - ", "dateline")]
)
def test_a_rubric_in_capitals_is_no_place(pack: LanguagePack, opening: str, kind: str) -> None:
    document = read(
        RawPage("a.txt", "\n\n".join([opening + PROSE, PROSE + " Oui."]).encode(), "text/plain"), pack
    )
    assert document.blocks[0].kind == kind


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 3 mars 2024", "2024-03-03"),
        ("Enregistré le 3 mars 2024", None),
        ("Consulté le 3 mars 2024", None),
    ],
)
def test_the_day_on_which_a_page_was_kept_is_not_its_own(
    pack: LanguagePack, line: str, day: str | None
) -> None:
    head = f"<p>{line}</p><h1>Un plan pour les écoles</h1>"
    page = f"<html><body>{head}<p>{PROSE}</p><p>{PROSE} Oui.</p></body></html>"
    assert read(RawPage("a.html", page.encode(), "text/html"), pack).published.edtf == day


@pytest.mark.parametrize(
    ("head", "title"), [("<div class='titreArticle'><p>Un plan</p></div>", "Un plan"), ("", None)]
)
def test_documents_of_an_export_with_a_head_alone_or_without_title(
    pack: LanguagePack, head: str, title: str | None
) -> None:
    name = "<span class='DocPublicationName'>Le Réveil (site web)</span>"
    top = f"<article>{name}<span class='DocHeader'>mardi 14 juin 2022, p. 4</span>{head}"
    told = Told("europresse", title=title, published="20220614", publisher="Le Réveil")
    whole = f"{top}<div class='docOcurrContainer'><p>{PROSE}</p></div></article>"
    document = read(RawPage("a.html", whole.encode(), "text/html", told=told), pack)
    assert (document.title, document.published.edtf) == (title, "2022-06-14")
    assert "(site web) mardi" in document.text
    empty = f"{top}<div class='docOcurrContainer'></div></article>"
    found = extract(RawPage("a.html", empty.encode(), "text/html", told=told), pack)
    assert isinstance(found, Rejected)
    assert found.reason == "empty"
