"""What a page says of itself: headline, publisher, authors, agencies, and every claim of its date."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract import extract
from selon.extract.kinds import dateline_end
from selon.extract.markup import read_markup
from selon.extract.parsing import parse_html
from selon.extract.published import read_machine_date
from selon.lang import LanguagePack
from selon.records import Document, Edtf, Published, RawPage

PROSE = (
    "Le conseil municipal a adopté mardi soir un plan de douze millions d'euros pour rénover les écoles, a"
    " annoncé la maire, qui a promis que les travaux commenceraient dès le mois de juin."
)


def text_page(pack: LanguagePack, *lines: str) -> Document:
    document = extract(RawPage("a.txt", "\n\n".join(lines).encode(), "text/plain"), pack)
    assert isinstance(document, Document), document
    return document


def html_page(pack: LanguagePack, head: str, body: str, url: str | None = None) -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    document = extract(RawPage("a.html", page, "text/html", url=url), pack)
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2020-06-15T16:40:39+02:00", "2020-06-15T16:40+02:00"),
        ("2020-06-15T16:40:39.123Z", "2020-06-15T16:40Z"),
        ("2020-06-15T16:40:39+0200", "2020-06-15T16:40+02:00"),
        ("2020-06-15 16:40:39", "2020-06-15T16:40"),
        ("2020-06-15", "2020-06-15"),
        ("2020-06", "2020-06"),
        ("20200615", "2020-06-15"),
        ("Mon, 15 Jun 2020 16:40:39 +0200", "2020-06-15T16:40+02:00"),
        ("2020-13-45", None),
        ("2020-06-31", None),
        ("0000-00-00", None),
        ("hier", None),
        ("", None),
        ("9999-12-31", None),
    ],
)
def test_machine_dates(value: str, edtf: str | None) -> None:
    assert read_machine_date(value) == edtf


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"[A-Za-z]{3}, \d{1,9} [A-Za-z]{3} \d{1,9} [\d:+ -]{0,20}"))
)
def test_any_value_is_a_date_or_not(value: str) -> None:
    edtf = read_machine_date(value)
    assert edtf is None or Edtf.parse(edtf).earliest is not None


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("PARIS, 3 mai (AFP) - Le maire", "PARIS, 3 mai (AFP) -"),
        ("WASHINGTON/SÉOUL, 14 sept. (Yonhap) -- Les", "WASHINGTON/SÉOUL, 14 sept. (Yonhap) --"),
        ("Moscou (Reuters) – Le président", "Moscou (Reuters) –"),
        ("GENÈVE – Les négociateurs", "GENÈVE –"),
        ("Martin (FRA) - Dupont (SUI) 6-3", ""),
        ("La ville - et elle seule - paiera", ""),
        ("Le maire (AFP) a parlé", ""),
    ],
)
def test_datelines(pack: LanguagePack, text: str, dateline: str) -> None:
    assert text[: dateline_end(text, pack)] == dateline


def test_a_page_that_tells_no_date_has_none(pack: LanguagePack) -> None:
    assert text_page(pack, "Un plan pour les écoles", PROSE, PROSE).published == Published()


def test_a_dateline_without_a_year_alone_tells_nothing(pack: LanguagePack) -> None:
    document = text_page(pack, "Un plan pour les écoles", f"PARIS, 3 mai (AFP) - {PROSE}", PROSE)
    assert document.published == Published()
    assert document.agencies == ("AFP",)


def test_a_dateline_with_its_year_tells_the_day(pack: LanguagePack) -> None:
    document = text_page(pack, "Un plan pour les écoles", f"PARIS, 3 mai 2021 (AFP) - {PROSE}", PROSE)
    assert (document.published.edtf, document.published.basis) == ("2021-05-03", "dateline")


def test_a_dateline_of_december_on_a_page_of_january(pack: LanguagePack) -> None:
    document = text_page(
        pack,
        "Un plan pour les écoles",
        "Publié le 1er janvier 2022",
        f"PARIS, 31 déc. (AFP) - {PROSE}",
        PROSE,
    )
    assert document.published.edtf == "2022-01-01"
    assert [other.edtf for other in document.published.others] == ["2021-12-31"]


def test_a_change_is_no_publication(pack: LanguagePack) -> None:
    document = text_page(pack, "Un plan pour les écoles", "Mis à jour le 4 mai 2021 à 10h00", PROSE, PROSE)
    assert document.published.edtf is None
    assert [(other.edtf, other.basis) for other in document.published.others] == [
        ("2021-05-04T10:00", "modified")
    ]


def test_a_date_in_the_text_is_no_publication(pack: LanguagePack) -> None:
    text = "L'accord avait été signé le 4 mai 2021 devant la presse, selon la mairie, puis oublié de tous."
    assert text_page(pack, "Un plan pour les écoles", text, PROSE).published == Published()


def test_conflicting_claims_are_all_kept(pack: LanguagePack) -> None:
    head = (
        '<meta property="article:published_time" content="2021-05-03T08:00:00+02:00">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-04"}</script>'
    )
    body = f"<h1>Un plan pour les écoles</h1><p>Publié le 5 mai 2021</p><p>{PROSE}</p><p>{PROSE}</p>"
    published = html_page(pack, head, body, "https://journal.example/2021/05/06/plan").published
    assert (published.edtf, published.basis) == ("2021-05-04", "json-ld")
    assert [(other.edtf, other.basis) for other in published.others] == [
        ("2021-05-05", "visible"),
        ("2021-05-03T08:00+02:00", "meta"),
        ("2021-05-06", "url"),
    ]


@pytest.mark.parametrize(
    ("marked", "shown", "edtf"),
    [
        ("2023-05-03T18:30:00+02:00", "jeudi 4 mai 2023", "2023-05-04"),  # the issue of the next day
        ("2023-05-04T02:10:00Z", "3 mai 2023", "2023-05-03"),  # the evening in Montréal
        ("2023-05-03", "Publié le 4 mai 2023", "2023-05-03"),
        ("2023-05-03T18:30:00+02:00", "Publié le 4 mai 2023 à 6h30", "2023-05-04T06:30"),
        ("2023-05-03T09:30:00+02:00", "jeudi 4 mai 2023", "2023-05-03T09:30+02:00"),  # an appointment
        ("2023-05-04T18:00:00+02:00", "3 mai 2023", "2023-05-04T18:00+02:00"),
        ("2023-05-03T18:30:00+02:00", "Modifié le 4 mai 2023", "2023-05-03T18:30+02:00"),
        ("2023-05-03T18:30:00+02:00", "Publié le 9 mai 2023", "2023-05-03T18:30+02:00"),
        ("2023-05", "4 juin 2023", "2023-05"),
    ],
)
def test_the_day_in_sight_where_markup_is_of_the_evening_before_or_the_morning_after(
    pack: LanguagePack, marked: str, shown: str, edtf: str
) -> None:
    said = json.dumps({"@type": "NewsArticle", "datePublished": marked})
    head = f'<script type="application/ld+json">{said}</script><title>Les écoles rénovées</title>'
    body = f"<h1>Les écoles rénovées</h1><p>{shown}</p>" + f"<p>{PROSE}</p>" * 3
    found = html_page(pack, head, body).published
    assert found.edtf == edtf
    told = {claim.edtf[:10] for claim in found.others} | {edtf[:10]}
    assert marked[:10] in told
    assert len(told) > 1


def test_dates_of_other_pages_are_not_taken(pack: LanguagePack) -> None:
    teasers = "".join(f"<div>Une autre nouvelle</div><div>0{day} mai 2021</div>" for day in (1, 2, 3))
    body = f"{teasers}<h1>Un plan pour les écoles</h1><p>{PROSE}</p><p>{PROSE}</p>{teasers}"
    assert html_page(pack, "", body).published.edtf is None


@pytest.mark.parametrize(
    ("credit", "authors", "agencies"),
    [
        ("Jeanne Morel", ("Jeanne Morel",), ()),
        ("Par Jeanne Morel et Paul Lenoir", ("Jeanne Morel", "Paul Lenoir"), ()),
        ("Jeanne Morel avec l'AFP", ("Jeanne Morel",), ("AFP",)),
        ("Jeanne Morel (avec Reuters)", ("Jeanne Morel",), ("Reuters",)),
        ("Le Figaro et AFP", ("Le Figaro",), ("AFP",)),
        ("AFP", (), ("AFP",)),
        ("Agence France-Presse", (), ("AFP",)),
        ("La rédaction", (), ()),
        ("Jeanne Morel, journaliste", ("Jeanne Morel",), ()),
    ],
)
def test_authors_apart_from_agencies(
    pack: LanguagePack, credit: str, authors: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    head = f'<meta name="author" content="{credit}">'
    document = html_page(pack, head, f"<h1>Un plan pour les écoles</h1><p>{PROSE}</p><p>{PROSE}</p>")
    assert (document.authors, document.agencies) == (authors, agencies)


def test_the_credit_of_a_picture_is_no_source(pack: LanguagePack) -> None:
    body = (
        f"<h1>Un plan pour les écoles</h1><p>{PROSE}</p>"
        "<figure><figcaption>Une école © Paul Lenoir / AFP</figcaption></figure>"
    )
    document = html_page(pack, "", f"{body}<p>{PROSE}</p>")
    assert (document.authors, document.agencies) == ((), ())


def test_a_credit_beside_the_date_names_its_agency(pack: LanguagePack) -> None:
    document = text_page(pack, "Un plan", "Orange avec AFP, publié le lundi 3 mai 2021 à 13h50", PROSE, PROSE)
    assert document.agencies == ("AFP",)
    assert document.published.edtf == "2021-05-03T13:50"


HEADLINE = "Un plan pour les écoles"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{HEADLINE} - Le Journal</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        ("<title>Le Journal</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE} | Le Journal</title>", "", HEADLINE),
        ('<meta property="og:title" content="Duc &amp;amp; fils">', "<h1>Duc &amp; fils</h1>", "Duc & fils"),
    ],
)
def test_headlines(pack: LanguagePack, head: str, body: str, title: str) -> None:
    assert html_page(pack, head, f"{body}<p>{PROSE}</p><p>{PROSE}</p>").title == title


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 5000,
        "null",
        '"x"',
        '{"@type": 3}',
        '{"@type": "Article", "author": [null, 3, {"name": [1]}]}',
        '{"@type": "Article", "headline": 3, "datePublished": []}',
        '{"a":' * 3000,
    ],
)
def test_broken_linked_data_is_passed_over(script: str) -> None:
    root = parse_html(
        f'<html><head><script type="application/ld+json">{script}</script></head><p>x</p></html>'
    )
    assert root is not None
    markup = read_markup(root)
    assert (markup.headlines, markup.authors, markup.dates) == ((), (), ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publié il y a 3 heures", "2024-05-02"),
        ("il y a 20 minutes", "2024-05-02"),
        ("Publié il y a 16 heures", "2024-05-01"),
        ("Publié hier à 10h30", "2024-05-01T10:30"),
        ("Aujourd'hui à 10:32", "2024-05-02T10:32"),
        ("Publié lundi à 14h", "2024-04-29T14:00"),
        ("14 sept. à 10:05", "2023-09-14T10:05"),
        ("Publié il y a 2 jours", "2024-04-30"),
        ("Publié il y a un mois", None),
    ],
)
def test_relative_stamps_count_from_the_time_of_retrieval(
    pack: LanguagePack, line: str, expected: str | None
) -> None:
    html = f"<html><body><h1>Un plan pour les écoles</h1><p>{line}</p><p>{PROSE}</p><p>{PROSE}</p>"
    for retrieved in ("2024-05-02T14:30+02:00", None):
        document = extract(RawPage("a", html.encode(), "text/html", retrieved=retrieved), pack)
        assert isinstance(document, Document)
        published = document.published
        if retrieved is None or expected is None:
            assert published.edtf is None
        else:
            assert (published.edtf, published.basis) == (expected, "relative")
            assert published.anchor is not None
            assert document.text[slice(*published.anchor)] in line


def test_a_sentence_with_a_weekday_is_no_stamp(pack: LanguagePack) -> None:
    line = "Par 21 voix contre 18, les élus ont dit non jeudi soir au projet de rocade, vieux de quinze ans."
    body = f"<h1>Un plan pour les écoles</h1><p>{line}</p><p>{PROSE}</p><p>{PROSE}</p>"
    kinds = [block.kind for block in html_page(pack, "", body).blocks]
    assert kinds[:2] == ["title", "lead"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Port-Haut / La Gazette", "La Gazette"),
        ("Copyright La Sentinelle du Plateau - Plan du site - Haut de page", "La Sentinelle du Plateau"),
        ("© 2022 Le Courrier du large", "Le Courrier du large"),
        ("© Le Portage inc. Tous droits réservés.", None),
        ("© AFP", None),
        ("© 2022 AFP", None),
        ("AFP / Jean Morel", None),
    ],
)
def test_medium_of_a_text_is_told_only_when_sure(pack: LanguagePack, line: str, expected: str | None) -> None:
    below = "Les travaux seront suivis par un comité d'habitants, a précisé la préfecture dans la soirée."
    last = [] if "/" in line else [line]
    first = [line] if "/" in line else []
    document = text_page(pack, "Un plan pour les écoles", *first, PROSE, below, *last)
    assert document.publisher == expected


@pytest.mark.parametrize(
    ("title", "headline", "medium"),
    [
        ("La Sentinelle | Un plan pour les écoles", "Un plan pour les écoles", "La Sentinelle"),
        ("Un plan pour les écoles - La Sentinelle", "Un plan pour les écoles", "La Sentinelle"),
        ("La Sentinelle: Un plan pour les écoles", "Un plan pour les écoles", "La Sentinelle"),
        ("Un plan pour les écoles - Le Guetteur", "Un plan pour les écoles", None),
    ],
)
def test_site_name_beside_the_headline(
    pack: LanguagePack, title: str, headline: str, medium: str | None
) -> None:
    body = f"<div>La Sentinelle</div><div><b>Un plan pour les écoles</b></div><p>{PROSE}</p>"
    document = html_page(pack, f"<title>{title}</title>", body)
    assert (document.title, document.publisher) == (headline, medium)


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("Varsovie, le 4 mai 2023.", "dateline"),
        ("Fort-de-France, le jeudi 4 mai 2023.", "dateline"),
        ("Varsovie, 4 mai 2023 (PAP)", "visible"),
        ("La Chaux-de-Fonds – Jeudi 4 mai 2023", "dateline"),
    ],
)
def test_place_and_day_on_a_line_of_their_own_are_no_headline(
    line: str, basis: str, pack: LanguagePack
) -> None:
    for above in ((), ("La ville rénove ses écoles",)):
        document = text_page(pack, *above, line, PROSE, PROSE.replace("mardi", "mercredi"))
        assert document.title == (above[0] if above else None)
        assert (document.published.edtf, document.published.basis) == ("2023-05-04", basis)
        assert [document.text[it.start : it.end] for it in document.blocks if it.kind == "dateline"] == [line]


@pytest.mark.parametrize(
    "line", ["Le 4 mai 2023 a tout changé", "Paris, le 4 mai 2023 : la ville rénove", "Mort le 4 mai 2023."]
)
def test_a_day_in_a_headline_is_no_dateline(line: str, pack: LanguagePack) -> None:
    document = text_page(pack, line, PROSE, PROSE.replace("mardi", "mercredi"))
    assert "dateline" not in [block.kind for block in document.blocks]


def test_the_number_and_date_of_an_issue_are_no_headline(pack: LanguagePack) -> None:
    document = text_page(pack, "N°12 mars 2024", "La ville rénove ses écoles", PROSE, PROSE)
    assert (document.title, document.published.edtf) == ("La ville rénove ses écoles", "2024-03")


SIGNED = """<div class="x1k9"><h1>La ville rénove ses écoles</h1><div class="q7">{name}</div>
<div class="q8">Le 4 mai 2023 à 10 h</div></div><article><p>{one}</p><p>{two}</p></article>"""


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("Claire Morvan", ("Claire Morvan",)),
        ("Jean-Marc Le Goff", ("Jean-Marc Le Goff",)),
        ("Faits Divers", ()),  # a section
        ("Pierre Vasseur", ()),  # a tag: the text speaks of him
        ("Marie", ()),
    ],
)
def test_a_name_beside_the_date_signs_unless_the_text_speaks_of_it(
    name: str, authors: tuple[str, ...], pack: LanguagePack
) -> None:
    two = PROSE.replace("la maire", "le maire, Pierre Vasseur,")
    document = html_page(pack, "", SIGNED.format(name=name, one=PROSE, two=two))
    assert document.authors == authors
    assert document.published.edtf == "2023-05-04T10:00"
