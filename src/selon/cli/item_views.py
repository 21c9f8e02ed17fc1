"""Single items of the dossier as entries: events, times, names, actors, and why something is held."""

from selon.cli.decision_views import decided_in_words
from selon.cli.render import Entry
from selon.cli.views import kind_in_words, passage_entries
from selon.cli.words import Words, names, place
from selon.records import ActorRow, EntityRow, EventRow, TimeRow, Why

__all__ = ["actor_entry", "entity_entry", "event_entry", "time_entry", "why_entry"]


def event_entry(row: EventRow, words: Words) -> Entry:
    """One wording of one event, with its roles."""
    kind = kind_in_words(row.kind, row.status, words) + decided_in_words(row.decided, words)
    date = words.date(row.edtf)
    voices = names(row.reporters, words.say("page_voice"))
    roles = "; ".join(words.labelled(words.word(filler.role), filler.wording) for filler in row.roles)
    return Entry(
        cells=(date, kind, voices, place(row.passage), row.id, row.passage.exact),
        lead=date,
        head=f"{kind} · {voices}",
        body=row.passage.exact,
        foot=" · ".join(filter(None, (roles, row.claim, row.id))),
    )


def time_entry(row: TimeRow, words: Words) -> Entry:
    """A time expression with its value."""
    edtf = row.narrowing.edtf if row.narrowing else row.time.edtf
    value = words.date(edtf) or words.say("undecided")
    page = row.time.edtf or "?"
    told = f"{words.say('by_the_page')} {page}" if row.narrowing else row.time.edtf
    values = " · ".join(filter(None, (told, row.time.timex, words.word(row.time.anchored_to))))
    return Entry(
        cells=(value, values, place(row.passage), row.time.id, row.passage.exact),
        lead=value,
        head=row.passage.exact,
        body=values,
        foot=f"{words.cite(row.passage)} · {row.time.id}",
        children=passage_entries([*([row.anchor] if row.anchor else []), *row.evidence], words),
    )


def entity_entry(row: EntityRow, words: Words) -> Entry:
    """Whom the mentions of one page stand for."""
    entity = row.entity
    actor = f"{row.actor.id} {row.actor.name}" if row.actor else ""
    places = ", ".join(place(passage) for passage in row.passages)
    return Entry(
        cells=(entity.name, words.word(entity.kind), entity.id, actor, places),
        lead=words.word(entity.kind),
        head=", ".join((entity.name, *entity.aliases)),
        body=places,
        foot=" · ".join(filter(None, (entity.id, actor))),
    )


def actor_entry(row: ActorRow, words: Words) -> Entry:
    """An actor over the whole dossier and, below it, what each page calls it."""
    actor = row.actor
    roles = "; ".join(" ".join(filter(None, (role.role, words.date(role.edtf)))) for role in actor.roles)
    bodies = f"{words.say('acts_for')} {names(row.acts_for)}" if row.acts_for else ""
    kind, count = words.word(actor.kind), words.say("quotations", row.quotations)
    shown = len({entity.passages[0].document for entity in row.entities if entity.passages})
    cut = words.say("first_pages", shown) if shown < row.pages else ""
    pages = ", ".join(filter(None, (words.say("in_pages", row.pages), cut)))
    return Entry(
        cells=(actor.id, kind, bodies, roles, ", ".join((actor.name, *actor.aliases))),
        lead=actor.id,
        head=", ".join((actor.name, *actor.aliases)),
        body=" · ".join(filter(None, (kind, roles, bodies, count, pages))),
        children=tuple(entity_entry(entity, words) for entity in row.entities),
    )


def why_entry(why: Why, words: Words) -> Entry:
    """Why an item is held: rule, score, reasons, and the passages that show it."""
    score = "" if why.score is None else f"{why.score:.2f}"
    return Entry(
        cells=(why.id, words.word(why.what), why.rule, score, "; ".join(why.reasons)),
        lead=words.word(why.what),
        head=" · ".join(filter(None, (why.rule, score))),
        foot="\n".join((*why.reasons, why.id)),
        children=passage_entries(why.evidence, words),
    )
