"""Reporting clauses beside what is reported: *"P", a dit X*; *P1, dit X, P2*; *X : "P"*."""

from collections.abc import Iterator

from selon.annotate.complements import quoted_end
from selon.annotate.cues import Cue
from selon.annotate.scenes import Candidate, Scene, candidate_of, clause_end, final
from selon.annotate.sources import inverted_subject, subject
from selon.records import Span

__all__ = ["colons", "inquit", "passive", "said_before_clause"]


def inquit(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """What a reporting clause stands beside: before it, and after it where it cuts the content."""
    source = _source(scene, cue)
    after = cue.last if source is None else max(cue.last, source[1])
    left = said_before_clause(scene, cue.first)
    content = [left] if left else []
    right = _right(scene, after, left, scene.tree.among(cue.first - 1, "as") and left is None)
    if right:
        content.append(right)
    if content:
        yield candidate_of(scene, cue, tuple(content), source, "inquit")


def _source(scene: Scene, cue: Cue) -> Span | None:
    """The inverted pronoun or subject; after *comme* it ends with its first comma."""
    tree = scene.tree
    if cue.clitic is not None:
        return (
            _widened(scene, cue) if tree.among(cue.clitic, "indefinite_clitics") else (cue.clitic, cue.clitic)
        )
    source = inverted_subject(tree, cue.verb, scene.pack)
    if source is None or not tree.among(cue.first - 1, "as"):
        return source
    comma = next((i for i in range(source[0], source[1]) if tree.low(i) == ","), source[1] + 1)
    return source[0], comma - 1


def _widened(scene: Scene, cue: Cue) -> Span:
    """*explique-t-on au ministère*: the place says who *on* is."""
    start = cue.clitic or cue.last
    following = cue.last + 1
    if scene.tree.among(following, "whereabouts"):
        return start, max(start, scene.tree.phrase(following, len(scene.tree.tokens)))
    return start, start


def said_before_clause(scene: Scene, first: int) -> Span | None:
    """What stands before a reporting clause: back to the start, a colon or another reporting clause."""
    tree = scene.tree
    last = first - 1
    while last >= 0 and (tree.low(last) in (",", "»", "-", "–", "—", '"', "”") or tree.among(last, "as")):
        last -= 1
    if last < 0:
        return None
    start = 0
    for number in range(last, -1, -1):
        if tree.low(number) in (":", ";") and number < last and not tree.in_marks(number):
            start = number + 1
            break
    while start < last and (
        tree.low(start) in (",", "-", "–", "—", "•", "*", "»") or tree.among(start, "and")
    ):
        start += 1
    return start, last


def _right(scene: Scene, after: int, left: Span | None, announced: bool = False) -> Span | None:
    """What goes on after a reporting clause that cuts its content; `announced` by *comme* before it."""
    tree, end = scene.tree, final(scene)
    number = after + 1
    while number <= end and tree.low(number) not in (",", ":", ";") and not tree.tokens[number].masked:
        number += 1
    if number > end:
        return None
    if tree.tokens[number].masked:
        near = number == after + 1 or _only_adjuncts(scene, after, number)
        return (number, clause_end(scene, number, None)) if near else None
    start, stop = number + 1, tree.low(number)
    if start > end or stop == ";":
        return None
    if tree.tokens[start].masked:
        return start, end if stop == "," else start
    unfinished = left is not None and (stop == ":" or _goes_on(scene, start, left))
    if announced or unfinished or _in_marks(scene, start):
        return start, clause_end(scene, start, None)
    return None


def _in_marks(scene: Scene, number: int) -> bool:
    """Whether quoted words that stay in their clause begin at this token."""
    start = scene.tree.tokens[number].start
    return any(left < start <= left + 2 for left, _ in scene.tree.sentence.quotes)


def _only_adjuncts(scene: Scene, after: int, number: int) -> bool:
    return all(scene.tree.tokens[i].pos not in ("VERB",) for i in range(after + 1, number))


def _goes_on(scene: Scene, start: int, left: Span) -> bool:
    """Whether an unmarked clause after the reporting clause belongs to the content: the left lacks a verb."""
    tree = scene.tree
    if any(tree.is_finite(i) or tree.tokens[i].masked for i in range(left[0], left[1] + 1)):
        return (
            tree.among(start, "sequels")
            and any(tree.is_finite(i) for i in range(start, final(scene) + 1))
            and not any(tree.tokens[i].masked for i in range(left[0], left[1] + 1))
        )
    return any(tree.is_finite(i) for i in range(start, final(scene) + 1))


def passive(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """`a été annoncé par le ministre`: the subject is what is said, the agent says it."""
    tree = scene.tree
    if cue.clitic is not None:
        yield from _impersonal(scene, cue)
        return
    by = next(
        (i for i in range(cue.last + 1, min(cue.last + 8, len(tree.tokens))) if tree.among(i, "by")),
        None,
    )
    if by is None or not ({"obj", "that", "pred", "pred-as", "obj?"} & cue.words.frames):
        return
    content = subject(tree, cue.verb, cue.first)
    agent = (by + 1, tree.phrase(by + 1, len(tree.tokens)))
    if by + 1 >= len(tree.tokens):
        return
    if content is not None:
        if {"pred", "pred-as"} & cue.words.frames and cue.last + 1 < by:
            content = content[0], by - 1
        yield candidate_of(scene, cue, (content,), agent, "passive")


def _impersonal(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """`P, est-il précisé dans un communiqué`: what the preposition governs is the source, if there is one."""
    tree, left, start = scene.tree, said_before_clause(scene, cue.first), cue.last + 2
    if left is None:
        return
    named = tree.among(start - 1, "prepositions") and start < len(tree.tokens)
    source = (start, tree.phrase(start, len(tree.tokens))) if named else None
    yield candidate_of(scene, cue, (left,), source, "inquit")


def colons(scene: Scene) -> Iterator[Candidate]:
    """`Le ministre : "..."`: a source and no verb at all."""
    tree = scene.tree
    for number in range(1, len(tree.tokens) - 1):
        if tree.low(number) != ":" or not tree.tokens[number + 1].masked:
            continue
        if any(cue.last < number for cue in scene.cues):
            return
        if not any(tree.is_finite(i) for i in range(number)) and number <= 12:
            yield Candidate(
                ((number + 1, quoted_end(scene, number + 1)),), None, (0, number - 1), "colon", "assert"
            )
        return
