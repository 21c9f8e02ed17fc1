"""The figures for entities: speakers that are there, sources that are resolved."""

from selon.evaluate.entities import EntityScore, GoldSource, score_entities
from selon.records import Entity, Mention

ENTITIES = (
    Entity("0:n:0-12", "Paul Harding", ("M. Harding",), "person", "USA"),
    Entity("0:n:40-50", "Norvège", (), "state", "NOR"),
)
MENTIONS = (
    Mention("0:m:0-12", 0, 12, "0:n:0-12", "name"),
    Mention("0:m:20-45", 20, 45, "0:n:0-12", "role", "porte-parole"),
    Mention("0:m:40-50", 40, 50, "0:n:40-50", "name"),
)


def test_a_source_is_resolved_by_the_longest_mention_where_it_begins() -> None:
    gold = [
        GoldSource("Paul Harding", (0, 12)),
        GoldSource("Harding", (17, 45)),
        GoldSource("Norvège", (20, 50)),
        GoldSource("Suède", None),
    ]
    score = score_entities(gold, MENTIONS, ENTITIES)
    assert score == EntityScore(speakers=4, found=3, sources=3, resolved=2)
    assert (score.recall, round(score.accuracy, 3)) == (0.75, 0.667)


def test_two_speakers_of_one_source_are_looked_for_each() -> None:
    score = score_entities([GoldSource("Norvège et Paul Harding", (39, 60))], MENTIONS, ENTITIES)
    assert score == EntityScore(speakers=2, found=2, sources=1, resolved=1)


def test_a_mention_further_in_does_not_count() -> None:
    score = score_entities([GoldSource("Norvège", (30, 50))], (MENTIONS[2],), ENTITIES)
    assert (score.sources, score.resolved) == (1, 0)


def test_scores_add_up_and_an_empty_page_is_perfect() -> None:
    assert EntityScore().recall == EntityScore().accuracy == 1.0
    assert EntityScore(1, 1, 2, 1) + EntityScore(3, 2, 2, 2) == EntityScore(4, 3, 4, 3)
