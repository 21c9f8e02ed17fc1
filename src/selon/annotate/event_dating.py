"""What the time of an event tells beside itself: its place, whether it is over, to come or background."""

import re
from collections.abc import Sequence

from selon.annotate.event_frames import Found
from selon.annotate.event_grounds import is_counted_down, is_done, is_future
from selon.annotate.event_mentions import Scene
from selon.annotate.event_modality import at_noun
from selon.annotate.event_page import Page
from selon.annotate.event_places import Argument
from selon.annotate.event_roles import fill
from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.lang.events import EventWords
from selon.records import Edtf, InvalidDate, Quotation, TimeExpression

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_NAMED_DAY = re.compile(r"\d+[^\W\d_]*[-\u2010\u2011][^\W\d_]+")

__all__ = [
    "add_place",
    "dating",
    "event_times",
    "is_background",
    "is_earlier",
    "is_historic",
    "is_over_by_date",
    "is_to_come",
    "past_time",
]


def add_place(scene: Scene, event: Found, time: TimeExpression | None) -> None:
    """Fills a place that stands right behind the event's time, where the parse may hang it on anything
    (*tué le 3 mai à Oslo*).
    """
    tree, kinds = scene.tree, scene.words.kinds[event.frame.kind]
    if time is None:
        return
    after = next((n for n, token in enumerate(tree.tokens) if token.start >= time.end), None)
    if after is None or tree.tokens[after].dep != "case" or tree.tokens[after].head <= after:
        return
    case, node = preposition(tree, tree.tokens[after].head, scene.words), tree.tokens[after].head
    roles = tuple(r for r in event.frame.places.get(case or "", ()) if kinds[r] == "place")
    if roles and all(role.role not in roles for role in event.filling.roles):
        fill(scene, event.frame, {str(case): roles}, [Argument(str(case), node)], event.filling)


def dating(tree: Tree, event: Found, words: EventWords) -> list[int]:
    """The words whose date is the event's: its own, the verb it is done in, the noun for its coming about."""
    nodes = [n for n in event.nodes if not words.lists["claiming"] & set(keys(tree.tokens[n]))]
    head = tree.tokens[event.trigger].head
    case = preposition(tree, event.trigger, words)
    if (
        tree.tokens[head].pos == "VERB"
        and case in words.lists["within"]
        and _is_done(tree, event, head, words)
    ):
        nodes.append(head)
    effect = (
        tree.tokens[event.trigger].dep == "nsubj" and set(keys(tree.tokens[head])) & words.lists["effects"]
    )
    if effect and event.carrier is None:
        nodes.append(head)
    for _ in range(2 if case == words.genitive else 0):
        if set(keys(tree.tokens[head])) & words.lists["phases"]:
            nodes.append(head)
            break
        head = tree.tokens[head].head
    return nodes


def _is_done(tree: Tree, event: Found, verb: int, words: EventWords) -> bool:
    """Whether a verb tells what was done in an attack, not what is done about it (*se plonger dans*)."""
    done = words.lists["harms"] | words.lists["effects"] | words.verb_frames.keys()
    return event.frame.kind not in words.lists["undated_beforehand"] or bool(
        done & set(keys(tree.tokens[verb]))
    )


def event_times(page: Page, tree: Tree, asserters: Sequence[Quotation]) -> list[TimeExpression]:
    """The times of the sentence that are not when the asserters spoke."""
    start, end = tree.sentence.span
    spoken = {quotation.uttered for quotation in asserters}
    inside = [time for time in page.times if start <= time.start and time.end <= end]
    return [time for time in inside if time.id not in spoken]


def is_background(tree: Tree, event: Found, words: EventWords) -> bool:
    """Standing measures, what lies behind *depuis, après, en raison de*, and the pluperfect."""
    if event.standing:
        return True
    if preposition(tree, event.trigger, words) in words.lists["background_prepositions"]:
        return True
    if tree.sentence.level == 0 and tree.tokens[event.predicate].dep in ("acl", "acl:relcl"):
        return True
    tense = mood(tree, event.predicate, words)
    return "Tense=Imp" in tense and bool(tree.having(event.predicate, "aux:tense"))


def is_earlier(page: Page, time: str | None) -> bool:
    """Whether an event's month or year lies before that of the publication."""
    published = page.document.published.edtf or ""
    edtf = next((each.edtf for each in page.times if each.id == time), None) or ""
    shared = min(len(published), len(edtf), len("2023-06"))
    plain = edtf[:4].isdigit() and published[:4].isdigit()
    return plain and edtf[:shared] < published[:shared]


def is_over_by_date(page: Page, tree: Tree, event: Found, time: str | None) -> bool:
    """Whether a noun with the definite article bears a date of a month or year gone by: it took place,
    whatever governs it (*la commission d'enquête sur les attentats de 2015*).
    """
    if tree.tokens[event.trigger].pos != "NOUN" or event.carrier is not None:
        return False
    dated = next((each for each in page.times if each.id == time), None)
    forms = tree.having(event.trigger, "det", "case")
    definite = any("Definite=Def" in tree.tokens[n].morph for n in forms)
    if dated is None or not definite or not is_earlier(page, time):
        return False
    if any(True for _ in at_noun(tree, event.trigger, page.words)):
        return False
    own = (tree.tokens[n] for n in tree.having(event.trigger, "nmod", "nummod"))
    return any(token.start < dated.end and dated.start < token.end for token in own)


def is_historic(page: Page, tree: Tree, event: Found, time: str | None, words: EventWords) -> bool:
    """Whether a future tells of a month or year gone by (*en 2009, il rencontrera X*)."""
    return "Tense=Fut" in mood(tree, event.predicate, words) and is_earlier(page, time)


def is_to_come(page: Page, tree: Tree, event: Found, time: str | None, words: EventWords) -> bool:
    """Whether an event's time begins after the publication: then it cannot be told as over, unless the tense
    is past and the date has been read wrongly.
    """
    published = page.document.published.edtf or ""
    edtf = next((each.edtf for each in page.times if each.id == time), None) or ""
    day = len("2023-06-12")
    published = published[:day] if "/" not in published else ""
    plain = edtf[:4].isdigit() and published[:4].isdigit() and not published.endswith(("~", "?"))
    start = edtf.partition("/")[0][:day].rstrip("~?")
    if start[5:7] > "12":  # a season lies somewhere in its year
        start = start[:4]
    shared = min(
        len(start), len(published)
    )  # what is known of both: 2023-07 is after 2023-06, and so is its 3rd
    bare = tree.tokens[event.predicate].pos not in ("VERB", "AUX")
    if bare and (
        event.frame.kind in words.lists["undated_beforehand"] or is_done(tree, event.trigger, words)
    ):
        return False
    if bare and is_counted_down(tree, event.trigger, words):
        return True
    told_ahead = _has_figure(page, time) or _is_next(page, time) or _is_this_span(page, edtf, time)
    if bare and not (told_ahead or _is_in_future(tree, event.trigger, words)):
        return False  # a bare weekday beside a noun may be the last as well as the next
    told = mood(tree, event.predicate, words)
    past = bool(tree.having(event.predicate, "aux:tense")) or "Tense=Past" in told or "Tense=Imp" in told
    return plain and start[:shared] > published[:shared] and not past


def _is_in_future(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether the clause that a noun stands in tells of what will be."""
    node = noun
    while tree.tokens[node].pos not in ("VERB", "AUX") and tree.tokens[node].head != node:
        node = tree.tokens[node].head
    return is_future(tree, node, words)


def _is_this_span(page: Page, edtf: str, time: str | None) -> bool:
    """Whether a time is told as the present one and lasts some days (*ce week-end*, not *ce mardi*)."""
    return "/" in edtf and bool(set(_wording(page, time).lower().split()[:1]) & page.words.lists["pointing"])


def _has_figure(page: Page, time: str | None) -> bool:
    """Whether a time is told by a figure (*le 3 mai*)."""
    return any(letter.isdigit() for letter in _wording(page, time))


def _is_next(page: Page, time: str | None) -> bool:
    """Whether a time is told as the next (*lundi prochain*)."""
    told = _wording(page, time).lower().split()
    return any(page.words.marks.get(("adjective", word)) == "planned" for word in told)


def _wording(page: Page, time: str | None) -> str:
    return next((page.document.text[t.start : t.end] for t in page.times if t.id == time), "")


def _year_before(day: str) -> str | None:
    """The same day of the year before; null where that has none."""
    value = f"{int(day[:4]) - 1:04}{day[4:]}"
    try:
        Edtf.parse(value)
    except InvalidDate:
        return None
    return value


def past_time(page: Page, event: Found, status: str, time: str | None) -> str | None:
    """The time of an event, a day without a year put back where it would lie ahead of what took place.

    *Le 28 décembre* told in May of an attack is that of the year before; after a noun's *de* (*les attentats
    du 13 novembre*), or as a name (*le 13-Novembre*), it may be of any year, so that none is told: null.
    """
    wording, published = _wording(page, time), (page.document.published.edtf or "")[: len("2023-06-12")]
    if event.frame.kind not in page.words.lists["undated_beforehand"]:
        return time
    if _NAMED_DAY.fullmatch(wording):
        return None
    value = next((each.edtf for each in page.times if each.id == time), None) or ""
    plain = bool(_DAY.fullmatch(value) and _DAY.fullmatch(published)) and not _YEAR.search(wording)
    if (
        not plain
        or value <= published
        or status not in ("asserted", "alleged")
        or not _has_figure(page, time)
    ):
        return time
    start = next(each.start for each in page.times if each.id == time)
    before = page.document.text[max(0, start - 3) : start].split()[-1:]
    genitive = any(page.words.prepositions.get(word) == page.words.genitive for word in before)
    return None if genitive else _year_before(value)
