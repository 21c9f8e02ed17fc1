"""What each figure means, on pages small enough to be counted by hand."""

from dataclasses import replace

from selon.evaluate import (
    FoundPage,
    FoundQuotation,
    FoundTime,
    GoldPage,
    GoldQuotation,
    GoldTime,
    compare_dates,
    compare_quotations,
    compare_times,
    numbers,
)

TEXT = "« Il pleut », dit Anne. Elle nie tout. Le 3 mai, jeudi."
RAIN = GoldQuotation(((2, 10),), "direct", (14, 17), (18, 22), "Anne", "assert", False)
DENIAL = GoldQuotation(((29, 37),), "indirect", (29, 32), (24, 28), "Anne", "deny", False)


def _page(
    *quotations: GoldQuotation, times: tuple[GoldTime, ...] = (), ignore: tuple[tuple[int, int], ...] = ()
) -> GoldPage:
    return GoldPage("a", None, quotations, times, ignore)


def _found(start: int, end: int, speaker: str | None = "Anne", act: str = "assert") -> FoundQuotation:
    return FoundQuotation(((start, end),), (14, 17), None, ((speaker,),) if speaker else (), act)


def test_marks_and_spaces_do_not_count() -> None:
    scores = compare_quotations([_page(RAIN)], {"a": FoundPage((_found(0, 12),))}, {"a": TEXT})
    assert (scores.near.f1, scores.same.f1, scores.speaker.f1) == (1, 1, 1)
    assert (scores.cue_accuracy, scores.source_accuracy, scores.act_accuracy) == (1.0, 0.0, 1.0)


def test_half_of_the_letters_is_near_but_not_the_same() -> None:
    scores = compare_quotations([_page(RAIN)], {"a": FoundPage((_found(2, 7),))}, {"a": TEXT})
    assert (scores.near.f1, scores.same.f1) == (1, 0)


def test_the_best_pair_is_taken_and_the_other_one_is_extra() -> None:
    found = FoundPage((_found(2, 6), _found(2, 10, "Paul")))
    scores = compare_quotations([_page(RAIN)], {"a": found}, {"a": TEXT})
    assert (scores.near.precision, scores.near.recall, scores.speaker.f1) == (0.5, 1, 0)
    assert [item.kind for item in scores.disagreements] == ["speaker", "extra"]


def test_an_addressee_counts_over_the_pairs_alone() -> None:
    told = replace(RAIN, addressee="Agence Nord")
    for name, right in (("Nord", 1.0), ("Sud", 0.0), (None, 0.0)):
        found = FoundPage((replace(_found(2, 10), addressee=name), replace(_found(40, 44), addressee="Sud")))
        scores = compare_quotations([_page(told, DENIAL)], {"a": found}, {"a": TEXT})
        assert (scores.addressee.recall, numbers(scores)["addressee"]) == (right, right)
    found = FoundPage((replace(_found(2, 10), addressee="Nord"),))
    assert compare_quotations([_page(RAIN)], {"a": found}, {"a": TEXT}).addressee.precision == 0


def test_denials_count_only_with_their_act() -> None:
    page = _page(RAIN, DENIAL)
    found = FoundPage((_found(2, 10), _found(29, 37, act="assert")))
    assert compare_quotations([page], {"a": found}, {"a": TEXT}).denials == (0, 1)
    found = FoundPage((_found(29, 37, act="deny"),))
    scores = compare_quotations([page], {"a": found}, {"a": TEXT})
    assert scores.denials == (1, 1)
    assert numbers(scores)["denials"] == 1
    assert numbers(scores)["recall@.8 indirect"] == 1
    assert numbers(scores)["recall@.8 direct"] == 0


def test_optional_gold_is_neither_rewarded_nor_punished() -> None:
    optional = GoldQuotation(RAIN.content, "direct", None, None, None, None, True)
    found = compare_quotations([_page(optional)], {"a": FoundPage((_found(2, 10),))}, {"a": TEXT})
    missed = compare_quotations([_page(optional)], {}, {"a": TEXT})
    assert (found.gold, found.found, found.disagreements) == (0, 0, ())
    assert (missed.gold, missed.found, missed.disagreements) == (0, 0, ())


def test_times_are_relaxed_strict_and_valued() -> None:
    gold = GoldTime(39, 47, "2023-05-03TMO", None, None)
    page = _page(times=(gold,), ignore=((49, 54),))
    found = FoundPage(times=(FoundTime(42, 47, "2023-05-03", None), FoundTime(49, 54, "2023-05-04", None)))
    scores = compare_times([page], {"a": found}, {"a": TEXT})
    assert (scores.relaxed.f1, scores.strict.f1, scores.value.f1, scores.found) == (1, 0, 1, 1)


def test_a_set_in_another_order_is_the_same_date_and_a_single_day_is_not_honest() -> None:
    undecided = GoldTime(49, 54, None, "[2023-05-04,2023-05-11]", False)
    unknown = GoldTime(39, 47, None, None, False)
    decided = GoldTime(39, 47, None, "2023-05-03T10:24", True)
    page = _page(times=(undecided, unknown, decided))
    honest = FoundPage(
        times=(
            FoundTime(49, 54, None, "[2023-05-11, 2023-05-04]"),
            FoundTime(39, 47, None, "2023-05-03T10:24:00+02:00"),
        )
    )
    scores = compare_dates([page], {"a": honest}, {"a": TEXT})
    assert (scores.decided, scores.right, scores.undecided, scores.honest) == (1, 1, 2, 1)
    assert [(item.kind, item.exact) for item in scores.disagreements] == [("date", "Le 3 mai")]
