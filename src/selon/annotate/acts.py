"""What is done by saying it: the act of the verb, of the construction, the content or what came before."""

from bisect import bisect_right
from collections.abc import Sequence

from selon.annotate.reading import Found
from selon.lang import LanguagePack
from selon.records import Act

__all__ = ["act_of", "sentence_before"]

_MARKS = "«»“”\"' \u00a0\u202f"


def act_of(text: str, item: Found, before: str, last: Act | None, pack: LanguagePack) -> Act:
    """The act of a quotation.

    `before` is the page's own sentence before it, `last` the act of the quotation before it when that has the
    same speaker (null otherwise): a denial goes on in the negated words that follow it, a condemnation in
    what floats after it.
    """
    words = pack.acts
    candidate = item.candidate
    content = " ".join(text[start:end] for start, end in item.content)
    content = content.lower().replace("’", "'").replace("\u00a0", " ").strip(_MARKS)
    if "negated" in candidate.features:
        if candidate.frame in ("whether", "inf"):
            return "decline"
        if candidate.act == "deny":
            return "assert"
    act = _of_verb(item, content, pack)
    if act != "assert":
        return act
    found: Act = next((act for act, pattern in words.contents if pattern.search(content)), "assert")
    if found == "assert" and words.negation.search(content):
        return "deny" if last == "deny" or words.denials.search(before.lower()) else "assert"
    if found == "assert" and item.cue is None and last in ("condemn", "warn", "accuse"):
        return last
    if found == "assert" and candidate.lemma in words.informing and words.deed.search(content):
        return "announce"
    return found


def _of_verb(item: Found, content: str, pack: LanguagePack) -> Act:
    """The act of the verb in its construction; *juger X grave* by whether the judgement is good."""
    words, candidate = pack.acts, item.candidate
    if candidate.lemma in words.asking and (candidate.frame == "whether" or content.endswith("?")):
        return "ask"
    if candidate.lemma in words.excluding and candidate.act == "deny":
        return "decline"
    if candidate.lemma in words.judging and candidate.frame.startswith("pred"):
        return "support" if words.praise.search(content) else "condemn"
    return candidate.act


def sentence_before(text: str, stops: Sequence[int], place: int) -> str:
    """The page's own sentence before the one that holds a place; empty at the top."""
    number = bisect_right(stops, place)
    return text[stops[number - 2] : stops[number - 1]] if number > 1 else ""
