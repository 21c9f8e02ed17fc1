"""Where the parser errs in known ways on press French, its tokens are mended before events are read.

Lemmas of participles, and compound tenses that an adverbial cuts (*a de son côté adressé*).
"""

from dataclasses import replace

from selon.annotate.event_clauses import mend_clauses
from selon.annotate.sentences import Token
from selon.lang.events import EventWords

__all__ = ["mended"]

_REACH = 9
_BETWEEN = frozenset({"ADV", "ADP", "DET", "NOUN", "ADJ", "PUNCT", "PROPN", "AUX"})


def mended(tokens: tuple[Token, ...], words: EventWords) -> tuple[Token, ...]:
    """The tokens with better lemmas and heads; as many, at the same places."""
    kept = [_with_lemma(token, words) for token in tokens]
    _mend_tags(kept, words)
    for place in range(len(kept)):
        _mend_compound(kept, place, words)
    for place in range(len(kept)):
        _mend_participle(kept, place, words)
        _split_subject(kept, place)
        _lift_from_time(kept, place, words)
        _lift_object(kept, place, words)
    mend_clauses(kept, words)
    for place, token in enumerate(kept):
        if token.pos == "NOUN" and token.text.lower() + "r" in words.verb_frames:
            _raise_noun(kept, place)
            kept[place] = _as_verb(kept, place)
    for place, token in enumerate(kept):
        if _is_bare_participle(kept, place) and token.dep in ("acl", "advcl", "xcomp"):
            auxiliary = _auxiliary(kept, place, words)
            if auxiliary is not None:
                _join(kept, place, auxiliary)
    return tuple(kept)


def _lift_from_time(tokens: list[Token], place: int, words: EventWords) -> None:
    """Hangs on the verb what the parser hung behind a preposition on its time (*tué il y a un an à Oslo par
    X*), and the agent that it hung on what stands between.
    """
    token = tokens[place]
    above = tokens[token.head]
    if token.dep != "nmod" or above.head == token.head:
        return
    case = next(
        (t.text.lower() for t in tokens[token.head + 1 : place] if t.head == place and t.dep == "case"), ""
    )
    case = words.prepositions.get(case, case)
    if not case or case == words.genitive:
        return
    verb = tokens[above.head]
    timed = above.lemma.lower() in words.lists["time_nouns"] and above.dep.startswith("obl")
    participle = verb.pos == "VERB" and "Tense=Past" in verb.morph and "VerbForm=Part" in verb.morph
    agent = case == words.agent and participle and above.pos == "PROPN" and above.dep.startswith("obl")
    if (timed and verb.pos == "VERB") or agent:
        relation = "obl:agent" if case == words.agent and participle else "obl:mod"
        tokens[place] = replace(token, head=above.head, dep=relation)


def _lift_object(tokens: list[Token], place: int, words: EventWords) -> None:
    """Makes a noun with an article right behind a date the object of the verb that lacks one (*ont entamé
    jeudi 8 juin une grève*).
    """
    token = tokens[place]
    own = [n for n, other in enumerate(tokens) if other.head == place and n < place]
    before = min(own, default=0) - 1
    articled = token.pos == "NOUN" and {"det"} <= {tokens[n].dep for n in own} <= {"det", "amod"}
    if not articled or before < 0 or tokens[before].lemma.lower() not in words.lists["time_nouns"]:
        return
    verb, seen = token.head, 0
    while tokens[verb].pos in ("NOUN", "NUM") and tokens[verb].head < verb and seen < _REACH:
        verb, seen = tokens[verb].head, seen + 1
    lacks = all(other.dep != "obj" for other in tokens if other.head == verb)
    loose = token.dep in ("obl:mod", "dep", "nmod", "appos") and verb < before
    if tokens[verb].pos == "VERB" and lacks and loose:
        tokens[place] = replace(token, head=verb, dep="obj")


def _mend_tags(tokens: list[Token], words: EventWords) -> None:
    for place, token in enumerate(tokens):
        if token.text.lower() in words.finite and token.pos not in ("VERB", "AUX"):
            _split_infinitive(tokens, place, words)
        if _is_elided_if(tokens, place, words):
            tokens[place] = replace(token, pos="SCONJ", dep="mark", morph="")
        if token.pos == "ADV" and token.entity == "LOC" and token.text[:1].isupper() and place:
            behind = token.head == place - 1 and tokens[place - 1].pos == "VERB"
            tokens[place] = replace(token, pos="PROPN", dep="obj" if behind else token.dep)
        if token.pos == "DET" and _ends_name(tokens, place):
            tokens[place] = replace(token, pos="PROPN", dep="flat:name", head=place - 1)


def _is_elided_if(tokens: list[Token], place: int, words: EventWords) -> bool:
    """Whether *s'* stands before *il*, where it is no pronoun."""
    if tokens[place].text.lower() not in words.lists["elided_if"] or place + 1 >= len(tokens):
        return False
    return tokens[place + 1].text.lower() in words.lists["third_person"]


def _with_lemma(token: Token, words: EventWords) -> Token:
    lemma = token.lemma.lower()
    if "Tense=Past" in token.morph and "VerbForm=Part" in token.morph:
        token = replace(token, morph=_agreeing(token, words))
    form = token.text.lower()
    finite = "VerbForm=Fin" in token.morph
    known = lemma.endswith(("er", "ir", "re", "oir")) and not (finite and lemma == form)
    if token.pos not in ("VERB", "AUX") or known:
        return token
    if form in words.forms and not finite:
        return replace(token, lemma=words.forms[form])
    for ending, infinitive in (words.finite_endings if finite else words.participle_endings).items():
        if form.endswith(ending):
            return replace(token, lemma=form.removesuffix(ending) + infinitive)
    return token


def _agreeing(token: Token, words: EventWords) -> str:
    """The features of a participle, its gender and number as its ending tells them."""
    form = token.text.lower()
    told = next((value for ending, value in words.participle_features.items() if form.endswith(ending)), "")
    kept = dict(part.split("=") for part in (*token.morph.split("|"), *told.split("|")) if part)
    return "|".join(f"{name}={value}" for name, value in sorted(kept.items()))


def _mend_participle(tokens: list[Token], place: int, words: EventWords) -> None:
    """Undoes a participle of attitude with an infinitive, and no article, taken for a noun (*les deux hommes,
    soupçonnés d'avoir tué X*).
    """
    token, form = tokens[place], tokens[place].text.lower()
    if token.pos not in ("NOUN", "PROPN", "ADJ"):
        return
    own = [n for n, other in enumerate(tokens) if other.head == place and n != place]
    lower = [n for n in own if n > place and tokens[n].pos == "VERB" and _is_infinitive(tokens, n)]
    if not lower or any(tokens[n].dep == "det" for n in own):
        return
    ending = next((e for e in words.participle_features if form.endswith(e)), None)
    lemma = form.removesuffix(ending) + words.participle_endings[ending] if ending else ""
    if ("verbs", lemma) not in words.embeddings:
        return
    morph = f"{words.participle_features[str(ending)]}|Tense=Past|VerbForm=Part"
    tokens[place] = replace(token, pos="VERB", lemma=lemma, morph=morph)
    tokens[lower[0]] = replace(tokens[lower[0]], dep="xcomp")


def _mend_compound(tokens: list[Token], place: int, words: EventWords) -> None:
    """Gives back to a participle what the tagger took for a noun or an infinitive, when an auxiliary stands
    with it (*d'avoir projeté*, *aurait négocié*).
    """
    token = tokens[place]
    form, own = token.text.lower(), [n for n, other in enumerate(tokens) if other.head == place]
    noun = token.pos in ("NOUN", "ADJ") and any(tokens[n].dep == "aux:tense" for n in own)
    under = token.head < place and tokens[token.head].pos == "AUX" and token.dep == "xcomp"
    wrong = under and token.pos == "VERB" and "VerbForm=Inf" in token.morph
    ending = next((e for e in words.participle_features if form.endswith(e)), None)
    if ending is None or not (noun or wrong) or any(tokens[n].dep == "det" and n < place for n in own):
        return
    lemma = form.removesuffix(ending) + words.participle_endings[ending]
    morph = f"{words.participle_features[ending]}|Tense=Past|VerbForm=Part"
    tokens[place] = replace(token, pos="VERB", lemma=lemma, morph=morph)


def _is_infinitive(tokens: list[Token], verb: int) -> bool:
    """Whether a verb is an infinitive, simple or perfect."""
    auxiliary = any(t.head == verb and t.dep.startswith("aux") and "VerbForm=Inf" in t.morph for t in tokens)
    return auxiliary or "VerbForm=Inf" in tokens[verb].morph


def _split_infinitive(tokens: list[Token], place: int, words: EventWords) -> None:
    """Undoes *[X dément avoir vendu]* with a noun or adverb for its verb: that governs the infinitive."""
    later = range(place + 1, min(place + 4, len(tokens)))
    verb = next((n for n in later if tokens[n].pos in ("VERB", "AUX")), None)
    if verb is None or "VerbForm=Inf" not in tokens[verb].morph:
        return
    if tokens[verb].dep.startswith("aux") and tokens[verb].head > verb:
        verb = tokens[verb].head
    old = tokens[verb]
    head, relation = (place if old.head == verb else old.head), old.dep
    if old.dep == "acl" and head < place:  # the parser made the subject the head
        subject = tokens[head]
        tokens[head] = replace(subject, head=place, dep="nsubj")
        head, relation = (place if subject.head == head else subject.head), subject.dep
    for other, token in enumerate(tokens[:place]):
        if token.head in (verb, place) and token.dep.startswith(("nsubj", "obl", "advmod", "mark")):
            tokens[other] = replace(token, head=place)
    finite = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    lemma = words.finite[tokens[place].text.lower()]
    tokens[place] = replace(tokens[place], pos="VERB", lemma=lemma, morph=finite, head=head, dep=relation)
    tokens[verb] = replace(old, head=place, dep="xcomp")


def _ends_name(tokens: list[Token], place: int) -> bool:
    """Whether an article with a capital, inside the sentence, is the last word of a name (*Kim Jong Un*)."""
    if place < 2 or not tokens[place].text[:1].isupper():
        return False
    return tokens[place - 1].pos == "PROPN" and tokens[place - 1].end + 1 == tokens[place].start


def _raise_noun(tokens: list[Token], place: int) -> None:
    """Makes a noun without article right behind a name, whose subject it was taken for, the head of that."""
    token, head = tokens[place], tokens[place].head
    if token.dep != "nsubj" or head >= place or {tokens[head].pos, tokens[place - 1].pos} != {"PROPN"}:
        return
    above = tokens[head]
    tokens[place] = replace(token, head=place if above.head == head else above.head, dep=above.dep)
    tokens[head] = replace(above, head=place, dep="nsubj")
    for other in range(place):
        if tokens[other].head == head and tokens[other].dep.startswith("obl"):
            tokens[other] = replace(tokens[other], head=place)


def _as_verb(tokens: list[Token], place: int) -> Token:
    """A verb that the tagger took for a noun (*livre*): it has a subject and no article."""
    token = tokens[place]
    own = {other.dep for other in tokens if other.head == place}
    if "nsubj" not in own or "det" in own or "case" in own or "cop" in own:
        return token
    form = token.text.lower()
    for other in range(place + 1, len(tokens)):
        if tokens[other].head == place and tokens[other].dep == "appos":
            tokens[other] = replace(tokens[other], dep="obj")
    return replace(token, pos="VERB", lemma=form + "r", morph="Mood=Ind|Number=Sing|Tense=Pres|VerbForm=Fin")


def _split_subject(tokens: list[Token], verb: int) -> None:
    """Undoes *[un sommet entre A] et [B aura lieu]*: B joins A, the noun becomes the verb's subject."""
    token, noun = tokens[verb], tokens[verb].head
    if token.dep != "conj" or token.pos != "VERB" or tokens[noun].pos != "NOUN" or tokens[noun].dep != "ROOT":
        return
    own = [place for place, other in enumerate(tokens) if other.head == verb and place < verb]
    second = next((place for place in own if tokens[place].dep == "nsubj"), None)
    joint = next((place for place in own if tokens[place].dep == "cc"), None)
    if second is None or joint is None or joint > second or joint == 0:
        return
    first = joint - 1
    while (
        tokens[first].head > noun
        and tokens[first].pos != "VERB"
        and tokens[tokens[first].head].pos == "PROPN"
    ):
        first = tokens[first].head
    tokens[second] = replace(tokens[second], head=first, dep="conj")
    tokens[joint] = replace(tokens[joint], head=second)
    tokens[verb] = replace(token, head=verb, dep="ROOT")
    tokens[noun] = replace(tokens[noun], head=verb, dep="nsubj")


def _is_bare_participle(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if token.pos != "VERB" or "VerbForm=Part" not in token.morph or "Tense=Past" not in token.morph:
        return False
    return not any(other.head == place and other.dep.startswith("aux:tense") for other in tokens)


def _auxiliary(tokens: list[Token], place: int, words: EventWords) -> int | None:
    """The finite auxiliary that the parser left standing alone, a few words before its participle."""
    for other in range(place - 1, max(-1, place - _REACH), -1):
        token = tokens[other]
        finite = "VerbForm=Fin" in token.morph
        if finite and token.lemma.lower() in words.lists["auxiliaries"]:
            above = tokens[place].head
            alone = not token.dep.startswith(("aux", "cop")) and other < above < place
            alone = alone or (tokens[place].dep == "xcomp" and above == other and token.pos == "AUX")
            return other if alone else None
        if finite or token.pos not in _BETWEEN:
            return None
    return None


def _join(tokens: list[Token], participle: int, auxiliary: int) -> None:
    """Makes the participle the verb: it takes over the place and the children of its auxiliary."""
    old = tokens[auxiliary]
    head = participle if old.head == auxiliary else old.head
    for place, token in enumerate(tokens):
        if token.head == auxiliary and place not in (participle, auxiliary):
            tokens[place] = replace(token, head=participle)
    tokens[participle] = replace(tokens[participle], head=head, dep=old.dep)
    tokens[auxiliary] = replace(old, head=participle, dep="aux:tense", pos="AUX")
