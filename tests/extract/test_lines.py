"""What single lines are taken for: calls for money, names that tell nothing, words that style sheets part."""

import pytest

from selon.extract import extract, main_text
from selon.extract.parsing import parse_html
from selon.extract.render import render_html
from selon.lang import LanguagePack
from selon.records import Document, RawPage

P = (
    "Le conseil municipal a voté lundi soir la reconstruction de la digue, emportée par la crue de novembre.",
    "Les travaux dureront dix-huit mois, a précisé l'adjointe chargée de l'eau, et la route restera fermée.",
    "Trois élus se sont abstenus parce que l'étude d'impact, disent-ils, n'a pas été rendue publique.",
    "Le chantier est confié à deux entreprises de la vallée, qui promettent d'embaucher quarante personnes.",
)


def html(pack: LanguagePack, body: str, head: str = "") -> Document:
    page = f"<html lang='fr'><head>{head}</head><body>{body}</body></html>"
    document = extract(RawPage("a", page.encode(), "text/html"), pack)
    assert isinstance(document, Document)
    return document


def text(body: str) -> str:
    root = parse_html(f"<html><body>{body}</body></html>")
    assert root is not None
    return render_html(root).text


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


CALL = (
    "Notre journal est gratuit et sans publicité. Pour enquêter, nous avons besoin de vous.",
    "Chaque don est déductible de vos impôts à hauteur de 66 %.",
)


def test_a_call_for_money_is_none_of_the_article(pack: LanguagePack) -> None:
    document = html(pack, "<h1>La digue sera reconstruite</h1>" + paragraphs(*P, *CALL))
    assert main_text(document) == "\n".join(P)


@pytest.mark.parametrize(
    "line",
    [
        "Les particuliers qui aident l'association peuvent déduire leur don, déductible à 66 %, de l'impôt.",
        "« Faites un don, nous avons besoin de vous pour la digue », a dit le maire aux habitants.",
        "La mairie a reçu vos dons par centaines, écrit le maire dans une lettre ouverte aux habitants.",
    ],
)
def test_news_of_gifts_is_news(pack: LanguagePack, line: str) -> None:
    document = html(pack, "<h1>La digue sera reconstruite</h1>" + paragraphs(*P[:2], line, *P[2:]))
    assert main_text(document).split("\n") == [*P[:2], line, *P[2:]]


@pytest.mark.parametrize("name", ["has-sidebar", "share-wrapper", "page-with-comments", "sidebar-on tags"])
def test_a_name_around_all_of_the_page_tells_nothing(pack: LanguagePack, name: str) -> None:
    box = (
        "<div class='newsletter'><p>Chaque samedi, toute la vallée dans une lettre qui ne ment pas.</p></div>"
    )
    body = f"<div class='{name}'><h1>La digue sera reconstruite</h1>{paragraphs(*P)}</div>{box}"
    assert main_text(html(pack, body)) == "\n".join(P)


def test_long_comments_do_not_make_their_name_that_of_the_page(pack: LanguagePack) -> None:
    said = "Moi je pense que la digue aurait dû être refaite il y a vingt ans, quand il restait de l'argent."
    comments = "".join(f"<p>{said} {'Vraiment. ' * index}</p>" for index in range(8))
    body = f"<article><h1>La digue</h1>{paragraphs(*P)}</article><div class='comments'>{comments}</div>"
    assert said not in main_text(html(pack, body))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p><span>Podcasts</span><span>Le direct</span></p>", "Podcasts Le direct"),
        ("<p><span>Par</span><span>Jean Roy</span><span>avec</span><span>Belga</span></p>", None),
        ("<p><a>Jean Roy</a><time>3 mai 2024</time></p>", "Jean Roy 3 mai 2024"),
        ("<p><span>L</span><span>a digue</span></p>", "La digue"),
        ("<p><b>anti</b><i>inondation</i></p>", "antiinondation"),
        ("<p><b>Le Canard</b><i>Enchaîné</i></p>", "Le Canard Enchaîné"),
        ("<p>L’<em>Équipe</em></p>", "L’Équipe"),
        ("<p>H<sub>2</sub>O et CO<sub>2</sub></p>", "H2O et CO2"),
        ("<p><span>« </span><span>Non</span><span> »</span></p>", "« Non »"),
        ("<p>le 1<sup>er</sup> mai</p>", "le 1er mai"),
    ],
)
def test_inline_elements_side_by_side(body: str, shown: str | None) -> None:
    assert text(body) == (shown or "Par Jean Roy avec Belga")


def test_cells_of_a_layout_are_lines_and_those_of_a_table_stay_beside_each_other() -> None:
    layout = "<table><tr><td><a>Accueil</a><br><a>Météo</a></td><td>La digue<br>Un texte</td></tr></table>"
    assert text(layout) == "Accueil\nMétéo\nLa digue\nUn texte"
    assert text("<table><tr><td>Nord</td><td>3</td></tr></table>") == "Nord\t3"


def test_a_day_on_the_line_below_its_label(pack: LanguagePack) -> None:
    body = "<h1>La digue sera reconstruite</h1>" + paragraphs("Mise en ligne", "3 mai 2021", *P)
    assert html(pack, body).published.edtf == "2021-05-03"
    changed = "<h1>La digue sera reconstruite</h1>" + paragraphs("Mis à jour le", "4 mai 2021", *P)
    published = html(pack, changed).published
    assert (published.edtf, [other.basis for other in published.others]) == (None, ["modified"])


def test_the_only_time_of_a_page_dates_it_unless_it_is_of_something_else(pack: LanguagePack) -> None:
    time = "<time {} datetime='2021-05-03T08:00'>il y a un an</time>"
    for names, where, edtf in (
        ("", "p", "2021-05-03T08:00"),
        ("class='event-start'", "p", None),
        ("class='comment-date'", "p", None),
        ("", "aside", None),
    ):
        body = f"<h1>La digue sera reconstruite</h1><{where}>{time.format(names)}</{where}>{paragraphs(*P)}"
        assert html(pack, body).published.edtf == edtf


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Le 3 mai 2021, par Solène Marc", ("Solène Marc",)),
        ("Publié le 3 mai 2021 par Solène Marc et Jean-Luc Roy", ("Solène Marc",)),
        ("Par Solène Marc Publié le 3 mai 2021 à 14h02", ("Solène Marc",)),
        ("Publié le 3 mai 2021 par la rédaction", ()),
        ("Publié le 3 mai 2021", ()),
    ],
)
def test_names_in_the_line_of_the_date(pack: LanguagePack, line: str, authors: tuple[str, ...]) -> None:
    document = html(pack, "<h1>La digue sera reconstruite</h1>" + paragraphs(line, *P))
    assert document.authors[:1] == authors
    assert document.published.edtf is not None


def test_a_linked_line_leads_elsewhere_and_an_address_does_not(pack: LanguagePack) -> None:
    link = "<p><a href='/x'>La crue de novembre a coûté neuf millions d'euros à la vallée</a></p>"
    mail = "<p><a href='mailto:x'>Écrire à digue.vallee@mairie.example pour tout savoir</a></p>"
    body = f"<h1>La digue</h1>{paragraphs(*P[:2])}{link}{mail}{paragraphs(*P[2:])}"
    document = html(pack, body)
    kinds = {document.text[block.start : block.end][:8]: block.kind for block in document.blocks}
    assert (kinds["La crue "], kinds["Écrire à"]) == ("related", "body")


def test_a_day_without_a_year_is_not_made_up_for_by_another_page(pack: LanguagePack) -> None:
    other = "<div>26 juin 2020</div><h1>La digue sera reconstruite</h1>"
    assert html(pack, other + paragraphs(*P)).published.edtf == "2020-06-26"
    assert html(pack, other + paragraphs("publié le 24 juin", *P)).published.edtf is None
