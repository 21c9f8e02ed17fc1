"""Attitudes that stand beside the reporting clause: in nouns, in the narration, inside what is said.

Three ways in which French tells whose stance it is without the speaker of a quotation: a noun with its
genitive (*les accusations de X sur la vente*), a verb of the narration before the noun of the event (*X a
promis des représailles*), and a content whose own subject or complement holds the attitude (*a dit que X
était préoccupé par la vente*, *est une source d'inquiétude pour X*).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.records import Act, EventReport, Mention, PageRead, Quotation, Span

__all__ = [
    "Attitude",
    "held_within",
    "is_any",
    "is_marked",
    "is_noun",
    "is_question",
    "joined_before",
    "named_by_noun",
    "sentence_of",
    "subject_before",
    "told_by_verb",
]

_GENITIVE = 8  # characters between a noun and the name in its complement: `de `, `des `, `de la `, `de l'`
_NOUN_REACH = 9  # words between a noun of utterance and the event that it is about
_VERB_REACH = 3  # words between a verb and the noun of the event: determiners, adjectives
_SUBJECT_REACH = 3  # words between a subject and what it says or feels: auxiliaries, clitics, adverbs
_OPENING = 4  # characters before the first name of a content: `les `, `l'`
_BY_NOUN: tuple[Act, ...] = ("deny", "accuse", "concern", "threaten", "promise", "demand")
_BY_OWN: tuple[Act, ...] = ("announce", "promise", "threaten")
_BY_VERB: tuple[Act, ...] = ("promise", "threaten", "concern", "condemn", "demand", "support")
_JOINED = 8  # characters between two that a conjunction joins: it and an article
_STOPS = re.compile(r"[.,;:!?()«»\"“”]")
_SENTENCE_END = re.compile(r"[.!?…](?=\W|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")


@dataclass(frozen=True, slots=True)
class Attitude:
    """An attitude to an event: its act, the span of the word that tells it, the mention of who holds it.

    `holder` is null when the page names nobody (*malgré les démentis répétés*); `beside` are those who hold
    it with him (*X et Y craignent que ...*).
    """

    act: Act
    cue: Span
    holder: Mention | None
    beside: tuple[Mention, ...] = ()


def named_by_noun(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """The attitude of the last noun of utterance before the event in its sentence that reaches it."""
    start, _ = sentence_of(page, event.trigger[0])
    before = page.document.text[start : event.trigger[0]]
    for word in reversed(list(_WORD.finditer(before))):
        act = _noun_act(word[0], pack)
        if act is None:
            continue
        conceded = act == "deny" and pack.links.conceding.search(before[: word.start()].lower()) is not None
        if act == "deny" and event.status != "denied" and not conceded:
            return None
        cue = (start + word.start(), start + word.end())
        if _none_of_it(before[: word.start()], pack):
            return None
        if conceded and event.status != "denied":
            return _conceded(page, cue, pack)
        if _STOPS.search(before, word.end()) or len(_WORD.findall(before, word.end())) > _NOUN_REACH:
            return None
        return Attitude(act, cue, _genitive(page, cue, pack))
    return None


def _conceded(page: PageRead, cue: Span, pack: LanguagePack) -> Attitude | None:
    """A denial, with no matter of its own, of the clause behind it (*malgré les démentis de X, ...*)."""
    holder = _genitive(page, cue, pack)
    if holder is None or not page.document.text[holder.end :].lstrip().startswith(","):
        return None
    return Attitude("deny", cue, holder)


def _none_of_it(before: str, pack: LanguagePack) -> bool:
    """Whether a noun is negated: *aucune accusation*, *sans accusations*."""
    last = [word[0].lower() for word in _WORD.finditer(before)][-1:]
    return bool(last) and last[0] in pack.links.none_of_it


def told_by_verb(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """The attitude of a verb of the narration right before the event, with its subject right before it; also
    of the verb that the event is told by (*a annoncé des sanctions*).
    """
    trigger = event.trigger[0]
    start, _ = sentence_of(page, trigger)
    text = page.document.text
    first = _WORD.match(text, trigger)
    words = list(_WORD.finditer(text, start, trigger))[-_VERB_REACH - 1 :]
    for word in reversed([*words, first] if first else words):
        between = text[word.end() : trigger]
        if _STOPS.search(between):
            return None
        act = _act_told(page, word, event, pack)
        if act is not None:
            holder = subject_before(page, word.start(), start, pack)
            if holder is None or not _is_own_act(text[holder.end : word.end()], pack):
                return None
            return Attitude(act, word.span(), holder, joined_before(page, holder, pack))
    return None


def _act_told(page: PageRead, word: re.Match[str], event: EventReport, pack: LanguagePack) -> Act | None:
    """What a word before an event, or the first of its own, tells of it as a verb of attitude."""
    lower, text = word[0].lower(), page.document.text
    if word.start() == event.trigger[0]:
        own = [cue.act for cue in pack.speech.verbs.get(lower, ()) if not cue.rest and not cue.reflexive]
        told = _BY_OWN if event.kind not in pack.links.tolls else (*_BY_OWN, "condemn", "concern")
        return own[0] if own[:1] and own[0] in told else None
    between = text[word.end() : event.trigger[0]]
    if lower.startswith(pack.links.backing) and is_noun(event, pack):
        clause = pack.speech.grammar["complementisers"] & set(words_of(between))
        return None if clause else "support"
    before = [each[0].lower() for each in _WORD.finditer(text, max(0, word.start() - 12), word.start())][-2:]
    reflexive = any(each in pack.speech.grammar["reflexives"] for each in before)
    acts = [
        cue.act
        for cue in pack.speech.verbs.get(lower, ())
        if not cue.rest and (reflexive or not cue.reflexive)
    ]
    denied = acts[:1] == ["deny"] and is_any(between, pack)
    return acts[0] if acts and (acts[0] in _BY_VERB or denied) else None


def is_noun(event: EventReport, pack: LanguagePack) -> bool:
    """Whether a noun names the event (*condamner la frappe*), not a verb (*dénoncer que X a frappé*)."""
    lemma = event.rule.split("/")[1:2]
    return bool(lemma) and lemma[0] in pack.events.noun_frames


def is_any(before: str, pack: LanguagePack) -> bool:
    """Whether the words between a verb and a noun speak of any such thing: *dément toute livraison*."""
    words = words_of(before)
    return bool(words) and words[-1] in pack.links.any_of


def _is_own_act(group: str, pack: LanguagePack) -> bool:
    """Whether a verb group says what its subject does: not negated, not passive, no bare participle."""
    *before, verb = [word[0].lower() for word in _WORD.finditer(group)]
    grammar = pack.speech.grammar
    if any(word in grammar[name] for word in before for name in ("negations", "be", "been")):
        return False
    participle = verb.endswith(pack.links.participles)
    return not participle or any(word in grammar["have"] for word in before)


def held_within(page: PageRead, quotation: Quotation, pack: LanguagePack) -> Mention | None:
    """Who has the fear that a content tells, where it names one: its subject, or *pour X* after it."""
    if quotation.act != "concern" or quotation.mode != "indirect":
        return None  # only of a feeling does a content name who has it in this way
    start, end = quotation.content[0]
    text = page.document.text
    patterns = [pattern for act, pattern in pack.acts.contents if act == "concern"]
    found = patterns[0].search(text[start:end].lower()) if patterns else None
    if found is None:
        return None
    place = start + found.start()
    subject = subject_before(page, place, start, pack)
    if subject is not None and subject.start - start <= _OPENING:
        return subject
    return _beneficiary(page, (place, end), pack)


def sentence_of(page: PageRead, place: int) -> Span:
    """The sentence that a place of the text lies in."""
    return max((span for span in page.analysis.sentences if span[0] <= place), default=(0, place))


def _noun_act(word: str, pack: LanguagePack) -> Act | None:
    lower = word.lower().replace("’", "'").rpartition("'")[2]
    cue = pack.speech.nouns.get(lower) or pack.speech.nouns.get(lower.removesuffix("s"))
    return cue.act if cue is not None and cue.act in _BY_NOUN else None


def _genitive(page: PageRead, cue: Span, pack: LanguagePack) -> Mention | None:
    text, of = page.document.text, tuple(pack.speech.grammar["of"])
    near = [
        mention
        for mention in page.analysis.mentions
        if 0 < mention.start - cue[1] <= _GENITIVE
        and text[cue[1] : mention.start].lstrip().lower().replace("’", "'").startswith(of)
    ]
    return _fullest(near)


def subject_before(page: PageRead, place: int, since: int, pack: LanguagePack) -> Mention | None:
    """The mention that ends a few words before a place, with no stop between and no preposition before it."""
    text = page.document.text
    near = [
        mention
        for mention in page.analysis.mentions
        if since <= mention.start
        and mention.end <= place
        and mention.kind != "pronoun"
        and not _STOPS.search(text, mention.end, place)
        and len(_WORD.findall(text, mention.end, place)) <= _SUBJECT_REACH
    ]
    last = max((mention.end for mention in near), default=0)
    subject = _fullest([mention for mention in near if mention.end == last])
    if subject is None:
        return None
    before = [word[0].lower() for word in _WORD.finditer(text, since, subject.start)]
    articles = [*pack.names.words["determiners.definite"]]
    while before and before[-1] in articles:
        before.pop()
    return None if before and before[-1] in pack.speech.grammar["prepositions"] else subject


def joined_before(page: PageRead, holder: Mention, pack: LanguagePack) -> tuple[Mention, ...]:
    """Those coordinated before a mention: *X et Y*."""
    text = page.document.text
    joints = {*pack.speech.grammar["and"], ""}
    return tuple(
        mention
        for mention in page.analysis.mentions
        if 0 < holder.start - mention.end <= _JOINED
        and mention.kind != "pronoun"
        and text[mention.end : holder.start].split()[:1]
        and text[mention.end : holder.start].split()[0].lower() in joints
    )


def _beneficiary(page: PageRead, span: Span, pack: LanguagePack) -> Mention | None:
    text = page.document.text
    words = "|".join(sorted(map(re.escape, pack.links.towards)))
    match = re.compile(rf"\b(?:{words})\b", re.IGNORECASE).search(text, *span)
    if match is None or _STOPS.search(text, span[0], match.start()):
        return None
    near = [
        mention
        for mention in page.analysis.mentions
        if match.end() < mention.start <= match.end() + _OPENING + 1 and mention.end <= span[1]
    ]
    return _fullest(near)


def _fullest(mentions: Collection[Mention]) -> Mention | None:
    return max(mentions, key=lambda mention: (mention.end - mention.start, -mention.start), default=None)


def is_question(page: PageRead, quotation: Quotation, place: int, pack: LanguagePack) -> bool:
    """Whether the sentence of a content in which a place lies asks (*est-il réaliste que ... ?*)."""
    text = page.document.text
    end = next((end for start, end in quotation.content if start <= place < end), place)
    for stop in _SENTENCE_END.finditer(text, place, min(end + 1, len(text))):
        word = _WORD.findall(text, max(place, stop.start() - 20), stop.start())[-1:]
        if stop[0] != "." or not word or word[0].lower() not in pack.speech.abbreviations:
            return stop[0] == "?"
    return False


def is_marked(page: PageRead, quotation: Quotation, place: int) -> bool:
    """Whether a place of a content stands in quotation marks: there the words are the speaker's own."""
    start = next((start for start, end in quotation.content if start <= place < end), place)
    before = page.document.text[start:place]
    return before.count('"') % 2 == 1 or max(map(before.rfind, "«“")) > max(map(before.rfind, "»”"))
