"""The tables of names: what they hold, that they hold together, and how they are looked up."""

import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import pycountry
import pytest

from selon.lang import LanguagePack
from selon.lang.names import fold, load_names, words_of
from selon.records import InvalidPack

TABLES = ("names", "states", "institutions", "roles", "first_names")


def _table(name: str) -> dict[str, object]:
    folder = resources.files("selon.lang") / "fr"
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf8"))


def test_every_state_has_a_code_of_iso_3166_and_a_name(pack: LanguagePack) -> None:
    for code, state in pack.names.states.items():
        assert code == "XKX" or pycountry.countries.get(alpha_3=code), code
        assert state.name
        assert pack.names.state(state.name) is state
    assert len(pack.names.states) >= 195


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Etats-Unis", "USA"),
        ("États-Unis", "USA"),
        ("ÉTATS-UNIS", "USA"),
        ("USA", "USA"),
        ("RPDC", "PRK"),
        ("République populaire démocratique de Corée", "PRK"),
        ("Corée du Sud", "KOR"),
        ("Vietnam", "VNM"),
        ("Cote d’Ivoire", "CIV"),
    ],
)
def test_a_state_is_found_however_it_is_written(pack: LanguagePack, written: str, code: str) -> None:
    state = pack.names.state(written)
    assert state is not None
    assert state.code == code


def test_first_names_are_no_states(pack: LanguagePack) -> None:
    assert pack.names.state("Maurice") is None
    assert pack.names.state("Dominique") is None


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("nord-coréennes", "PRK"),
        ("russe", "RUS"),
        ("turque", "TUR"),
        ("grecques", "GRC"),
        ("française", "FRA"),
        ("américains", "USA"),
        ("lettonne", "LVA"),
        ("qataries", "QAT"),
    ],
)
def test_demonyms_in_all_their_forms(pack: LanguagePack, form: str, code: str) -> None:
    entry = pack.names.gazetteer[words_of(form)]
    assert (entry.kind, entry.key) == ("demonym", code)


def test_the_word_of_executive_bodies_is_their_states_word(pack: LanguagePack) -> None:
    names = pack.names
    for written in ("Maison-Blanche", "département d'Etat", "Pentagone", "NSC"):
        institution = names.institution(written)
        assert institution is not None
        assert (institution.country, institution.acts_for) == ("USA", "USA"), written
    kremlin, elysee = names.institution("Kremlin"), names.institution("Elysée")
    assert kremlin is not None and kremlin.acts_for == "RUS"  # noqa: PT018
    assert elysee is not None and elysee.acts_for == "FRA"  # noqa: PT018


@pytest.mark.parametrize(
    "written", ["AFP", "KCNA", "Yonhap", "Tass", "Reuters", "AP", "BFMTV", "ONU", "Bundestag"]
)
def test_agencies_media_and_parliaments_act_for_no_state(pack: LanguagePack, written: str) -> None:
    institution = pack.names.institution(written)
    assert institution is not None
    assert institution.acts_for is None


def test_governments_outside_the_gazetteer_act_for_their_state(pack: LanguagePack) -> None:
    assert pack.names.acts_for("gouvernement français", "FRA") == "FRA"
    assert pack.names.acts_for("administration Biden", "USA") == "USA"
    assert pack.names.acts_for("opposition russe", "RUS") is None
    assert pack.names.acts_for("KCNA", "PRK") is None


def test_nouns_know_their_gender_and_number(pack: LanguagePack) -> None:
    nouns = pack.names.nouns
    assert (nouns["presidente"].lemma, nouns["presidente"].gender) == ("president", "f")
    assert (nouns["generaux"].lemma, nouns["generaux"].number) == ("general", "p")
    assert nouns["porte-parole"].gender == "x"
    assert nouns["prefecture"].gender == "f"
    assert nouns["homme"].anaphoric


def test_no_institution_is_listed_twice_and_no_noun_within_its_class() -> None:
    bodies = _table("institutions")
    names: list[str] = []
    for section in ("executive", "national"):
        for rows in bodies[section].values():  # type: ignore[attr-defined]
            names += [row[0] for row in rows]
    for section in ("international", "agencies", "media"):
        names += [row[0] for row in bodies[section]["names"]]  # type: ignore[index]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    roles = _table("roles")
    for section in ("offices", "persons", "groups"):
        items = [
            next(form for form in item.split() if form != "_")
            for item in str(roles[section]).replace("\n", ";").split(";")
            if item.split()
        ]
        assert [item for item, count in Counter(items).items() if count > 1] == [], section


def test_a_table_that_lacks_something_is_refused(tmp_path: Path) -> None:
    folder = resources.files("selon.lang") / "fr"
    for name in TABLES:
        (tmp_path / f"{name}.toml").write_text((folder / f"{name}.toml").read_text(encoding="utf8"), "utf8")
    target = tmp_path / "fr"
    target.mkdir()
    for name in TABLES:
        (tmp_path / f"{name}.toml").rename(target / f"{name}.toml")
    assert load_names(target).states["FRA"].name == "France"
    (target / "roles.toml").write_text('anaphoric = ""\n', "utf8")
    with pytest.raises(InvalidPack, match="names"):
        load_names(target)


def test_folding_parts_words_at_hyphens_and_apostrophes() -> None:
    assert words_of("Quai d’Orsay") == ("quai", "d", "orsay")
    assert words_of("Jong-un") == ("jong", "un")
    assert fold("Œuvre ÉLYSÉE") == "oeuvre elysee"
