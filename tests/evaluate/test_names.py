import pytest

from selon.evaluate import gold_speakers, same_name, same_speaker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kirby", "John Kirby"),
        ("M. Kirby", "Kirby"),
        ("la Maison Blanche", "Maison blanche"),
        ("l’Élysée", "Elysee"),
        ("une porte-parole", "porte-parole"),
    ],
)
def test_the_words_of_one_name_may_contain_the_others(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), [("Corée du Nord", "Corée du Sud"), ("", "Kirby"), ("le", "la")])
def test_names_without_common_words_are_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_conjunction_makes_two_speakers() -> None:
    assert gold_speakers("Moscou et Pyongyang") == ["Moscou", "Pyongyang"]
    assert gold_speakers("Kim") == ["Kim"]


def test_two_speakers_may_be_found_apart_or_as_one_name() -> None:
    assert same_speaker("Moscou et Pyongyang", [["Moscou"], ["Pyongyang"]])
    assert same_speaker("Moscou et Pyongyang", [["Moscou et Pyongyang"]])
    assert not same_speaker("Moscou et Pyongyang", [["Moscou"], ["Minsk"]])


def test_an_actor_that_bears_two_names_of_the_page_is_right_for_neither() -> None:
    blob = [["John Kirby", "Vladimir Poutine"]]
    assert same_speaker("Kirby", blob)
    assert not same_speaker("Kirby", blob, ["Poutine", "Kirby"])
