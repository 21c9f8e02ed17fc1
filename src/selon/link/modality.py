"""Whether an event is said to be so, to be coming or supposed, or not to be."""

from collections.abc import Mapping

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.words import words_in
from selon.records import Act, Document, EventReport, Modality, Span

__all__ = ["modality_of"]

_NEGATED = ("denied", "hypothetical", "planned", "threatened")
_NOT_OF_FACTS: frozenset[Act] = frozenset({"demand", "promise", "concern", "warn", "threaten"})
_OWN_WORD: frozenset[Act] = frozenset({"assert", "announce", "promise"})
_COMING = ("hypothetical", "planned", "threatened", "possible")
_ENDING_REACH = 4  # words before the event
_DENIED_REACH = 3  # words before the event: a verb, an adverb, a determiner
_FUNCTION_WORD = 5  # letters of a determiner or preposition, *leurs* the longest


def modality_of(
    document: Document, event: EventReport, acts: Mapping[str, Act], pack: LanguagePack
) -> Modality:
    """Whether an event is said to be so, to be coming or supposed, or not to be.

    A denial is about what others say is so: it keeps the modality of that. But what is negated in a promise,
    a demand or a fear, as an infinitive (*ne pas livrer*) or in the future, is not to come.
    """
    told = {acts[name] for name in event.according_to if name in acts}
    if event.status in _NEGATED and _negated_infinitive(document.text, event.trigger[0], pack):
        return "renounced"
    if event.status in _COMING and _is_ended(document.text, event.trigger[0], pack):
        return "renounced"
    if (
        event.status == "denied"
        and told
        and told <= _OWN_WORD
        and _is_ended(document.text, event.trigger[0], pack)
    ):
        return "renounced"  # what somebody gives up or stops is not denied to have been
    if event.status == "denied" and (
        (told and told <= _NOT_OF_FACTS) or _to_come(document.text, event.trigger, pack)
    ):
        return "renounced"
    if event.status == "hypothetical" and _is_denied(document.text, event.trigger[0], pack):
        return "actual"
    if event.status == "asserted" and "demand" in told and _must_end(document.text, event.trigger[1], pack):
        return "renounced"
    tried = event.status == "alleged" and event.factuality in ("PS+", "PS-", "Uu")
    if event.status in ("asserted", "alleged", "denied") and not tried:
        return "actual"
    return "renounced" if event.factuality.endswith("-") else "prospective"


def _is_denied(text: str, trigger: int, pack: LanguagePack) -> bool:
    """Whether whatever there is of it is denied: *dément toute livraison*."""
    words = words_in(text, [(max(0, trigger - 60), trigger)])[-_DENIED_REACH:]
    for word in words[:-1]:
        cues = pack.speech.verbs.get(word, ())
        if any(cue.act == "deny" for cue in cues) and words[-1] in pack.links.any_of:
            return True
    return False


def _is_ended(text: str, trigger: int, pack: LanguagePack) -> bool:
    """Whether its end is spoken of: *exiger l'arrêt des livraisons*, *cesser ses livraisons*; no mere time
    (*à la fin de la visite*).
    """
    words = words_of(text[max(0, trigger - 60) : trigger])
    for index in range(max(0, len(words) - _ENDING_REACH), len(words)):
        word, rest = words[index], words[index + 1 :]
        if " ".join(words[max(0, index - 2) : index]) in pack.links.ending_times:
            continue
        short = all(len(other) <= _FUNCTION_WORD for other in rest)
        if word in pack.links.ending_verbs and short:
            return True
        if word in pack.links.ending_nouns and short and rest[:1] and rest[0] in pack.links.ending_links:
            return True
    return False


def _must_end(text: str, place: int, pack: LanguagePack) -> bool:
    """Whether its end is demanded behind it: *l'offensive doit cesser*."""
    return pack.links.must_end.match(text, place) is not None


def _to_come(text: str, trigger: Span, pack: LanguagePack) -> bool:
    """Whether the verb is in the future, or in the future of the past (*a dit qu'il ne livrerait pas*)."""
    verb = next(iter(text[slice(*trigger)].lower().split()), "")
    return pack.links.future.search(verb) is not None


def _negated_infinitive(text: str, trigger: int, pack: LanguagePack) -> bool:
    words = list(words_of(text[max(0, trigger - 60) : trigger]))[-6:]
    for index in range(len(words) - 1):
        if " ".join(words[index : index + 2]) in pack.links.negations:
            return pack.links.auxiliaries.isdisjoint(words[index + 2 :])
    return False
