"""What a reading is worth by its construction alone: a score set by hand, one number a construction.

The fitted judge sees it as one of its numbers, so that rare constructions start from what grammar says.
"""

from selon.annotate.scenes import Candidate

__all__ = ["score"]

_ELSE = 0.3  # constructions that no rule reads by itself

_FRAMES = {
    "inquit": 0.9,
    "quoted": 0.85,
    "that": 0.85,
    "according": 0.85,
    "colon": 0.6,
    "adj": 0.7,
    "inf": 0.75,
    "whether": 0.6,
    "obj": 0.6,
    "obj?": 0.35,
    "pred": 0.6,
    "pred-clitic": 0.45,
    "prep": 0.6,
    "accuse": 0.7,
    "opinion": 0.7,
    "passive": 0.35,
    "relative": 0.8,
    "previous": 0.75,
    "copula": 0.4,
    "float": 0.7,
    "before": 0.7,
    "noun": 0.7,
    "noun-of": 0.3,
    "convinced": 0.65,
}


def score(candidate: Candidate, quoted: float, level: int) -> float:
    """A number between 0 and 1; `quoted` is the share of the content's letters that stand in quote marks."""
    value = _FRAMES.get(candidate.frame, _ELSE)
    features = candidate.features
    if (
        candidate.frame in ("obj?", "obj", "pred", "pred-clitic", "prep", "inf", "passive", "copula")
        and quoted > 0
    ):
        value += 0.2
    if "no-source" in features and candidate.frame not in ("inquit", "quoted", "colon"):
        value -= 0.2 if "infinitive" in features else 0.15
    if "infinitive" in features and candidate.frame not in ("quoted",):
        value -= 0.15
    if candidate.frame == "copula" and candidate.act == "assert":
        value += 0.2
    if "embedded" in features:
        value -= 0.4
    if candidate.first_person:
        value -= 0.35
    if level:
        value -= 0.1
    return max(0.01, min(0.99, value))
