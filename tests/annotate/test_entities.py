"""The cast of a page: names of one figure brought together, without a parser."""

from selon.annotate.entities import Cast
from selon.annotate.spots import NameSort, NameSpot
from selon.lang import LanguagePack


def _spot(
    text: str, words: str, sort: NameSort = "person", key: str | None = None, title: str = ""
) -> NameSpot:
    core = text.index(title + words) + len(title)
    count = len(words.split()) + bool(title)
    end = core + len(words)
    return NameSpot(0, count, core - len(title), end, sort, key, (core, end), "x", bool(title))


def test_a_surname_finds_the_person_registered_later_in_the_text(pack: LanguagePack) -> None:
    text = "M. Harding ... Paul Harding"
    cast = Cast(pack.names)
    full, short = _spot(text, "Paul Harding"), _spot(text, "Harding", title="M. ")
    cast.register([full], text)
    assert cast.figure_of(short, text) is cast.figure_of(full, text)


def test_initials_and_middle_letters_are_the_same_person(pack: LanguagePack) -> None:
    text = "Donald J. Trump et Donald Trump, Bernard-Henri Lévy dit BHL"
    cast = Cast(pack.names)
    spots = [_spot(text, "Donald J. Trump"), _spot(text, "Donald Trump"), _spot(text, "Bernard-Henri Lévy")]
    cast.register(spots, text)
    assert cast.figure_of(spots[0], text) is cast.figure_of(spots[1], text)
    assert cast.figure_of(_spot(text, "BHL", "organisation"), text) is cast.figure_of(spots[2], text)


def test_an_unknown_first_name_makes_somebody_else_of_the_same_surname(pack: LanguagePack) -> None:
    text = "Zorgia Harding. Paul Harding"
    cast = Cast(pack.names)
    spots = [_spot(text, "Zorgia Harding"), _spot(text, "Paul Harding")]
    cast.register(spots, text)
    assert cast.figure_of(spots[0], text) is not cast.figure_of(spots[1], text)


def test_an_unknown_name_is_nobody(pack: LanguagePack) -> None:
    assert Cast(pack.names).figure_of(_spot("Zorg", "Zorg", "unknown"), "Zorg") is None


def test_a_state_is_one_figure_under_all_its_names(pack: LanguagePack) -> None:
    text = "RPDC Pyongyang Corée du Nord"
    cast = Cast(pack.names)
    figures = {
        cast.figure_of(_spot(text, words, "state", "PRK"), text)
        for words in ("RPDC", "Pyongyang", "Corée du Nord")
    }
    (figure,) = figures
    assert figure is not None
    assert (figure.name, figure.country, list(figure.names)) == (
        "Corée du Nord",
        "PRK",
        ["RPDC", "Corée du Nord"],
    )
