"""Scores as figures: one flat or nearly flat mapping a task, as it is printed and as machines read it."""

from typing import Any

from selon.evaluate.quotations import QuotationScores
from selon.evaluate.scores import Score, share
from selon.evaluate.times import DateScores, TimeScores

__all__ = ["figures", "numbers"]


def figures(scores: QuotationScores | TimeScores | DateScores) -> dict[str, Any]:
    """Every figure under the name that the field's referee gives it, as plain JSON values."""
    if isinstance(scores, QuotationScores):
        return _quotation_figures(scores)
    if isinstance(scores, TimeScores):
        named = {name: _plain(getattr(scores, name)) for name in ("relaxed", "strict", "value")}
        return {**named, "gold": scores.gold, "predicted": scores.found}
    return {name: getattr(scores, name) for name in ("decided", "right", "undecided", "honest")}


def numbers(scores: QuotationScores | TimeScores | DateScores) -> dict[str, float]:
    """The figures that can be bounded, flat: of a score its F1; denials and recall by mode as numbers."""
    flat = {name: _number(value) for name, value in figures(scores).items()}
    if isinstance(scores, QuotationScores):
        flat["denials"] = scores.denials[0]
        for mode, recall in scores.by_mode.items():
            flat[f"recall@.8 {mode}"] = share(recall.same, recall.gold)
    return {name: value for name, value in flat.items() if value is not None}


def _number(value: Any) -> float | None:
    if isinstance(value, dict):
        value = value.get("f1")
    return value if isinstance(value, (int, float)) else None


def _quotation_figures(scores: QuotationScores) -> dict[str, Any]:
    return {
        "f1@.3": _plain(scores.near),
        "f1@.8": _plain(scores.same),
        "speaker": _plain(scores.speaker),
        "cue_accuracy": scores.cue_accuracy,
        "source_accuracy": scores.source_accuracy,
        "act_accuracy": scores.act_accuracy,
        "addressee": _plain(scores.addressee),
        "denials": f"{scores.denials[0]} of {scores.denials[1]}",
        "recall_by_mode@.3/.8": {
            mode: f"{recall.near}/{recall.same} of {recall.gold}" for mode, recall in scores.by_mode.items()
        },
        "gold": scores.gold,
        "predicted": scores.found,
    }


def _plain(score: Score) -> dict[str, float]:
    return {"p": round(score.precision, 4), "r": round(score.recall, 4), "f1": round(score.f1, 4)}
