"""Pages made for tests: a text, and the annotations that a reader of it would make, found by their words."""

from dataclasses import dataclass, field

from selon.records import (
    Act,
    Analysis,
    Block,
    Document,
    Entity,
    EntityKind,
    EventReport,
    EventRole,
    Factuality,
    Mention,
    PageRead,
    Published,
    Quotation,
    Span,
    Status,
    TimeExpression,
    annotation_id,
    document_id,
)


@dataclass
class Made:
    """A page in the making; every method finds its words in the text and gives the id of what it adds."""

    text: str
    published: str | None = None
    source: str = "made.txt"
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    events: list[EventReport] = field(default_factory=list)

    @property
    def id(self) -> str:
        return document_id(self.text.encode())

    def span(self, words: str, after: int = 0) -> Span:
        start = self.text.index(words, after)
        return start, start + len(words)

    def entity(
        self,
        words: str,
        kind: EntityKind = "state",
        country: str | None = None,
        *,
        role: str | None = None,
        organisation: str | None = None,
        aliases: tuple[str, ...] = (),
        name: str | None = None,
    ) -> str:
        start, end = self.span(words)
        entity = annotation_id(self.id, "n", start, end)
        self.entities.append(Entity(entity, name or words, aliases, kind, country))
        mention = annotation_id(self.id, "m", start, end)
        self.mentions.append(Mention(mention, start, end, entity, "name", role, organisation))
        return entity

    def time(self, words: str, edtf: str | None, timex: str | None = None) -> str:
        start, end = self.span(words)
        name = annotation_id(self.id, "t", start, end)
        self.times.append(TimeExpression(name, start, end, "date", edtf, timex))
        return name

    def quotation(
        self,
        content: str,
        speakers: tuple[str, ...],
        cue: str,
        act: Act = "assert",
        *,
        uttered: str | None = None,
        nested_in: str | None = None,
        via: tuple[str, ...] = (),
    ) -> str:
        span = self.span(content)
        name = annotation_id(self.id, "q", *span)
        self.quotations.append(
            Quotation(
                name, (span,), "indirect", self.span(cue), None, speakers,
                act=act, uttered=uttered, nested_in=nested_in, via=via, confidence=0.9, rule="made",
            )
        )  # fmt: skip
        return name

    def event(
        self,
        trigger: str,
        kind: str = "arms-transfer",
        *,
        roles: dict[str, str] | None = None,
        worded: dict[str, str] | None = None,
        time: str | None = None,
        status: Status = "asserted",
        factuality: Factuality = "CT+",
        according_to: tuple[str, ...] = (),
    ) -> str:
        span = self.span(trigger)
        name = annotation_id(self.id, "e", *span)
        by_entity = {mention.entity: mention for mention in self.mentions}
        filled = [
            EventRole(role, (by_entity[entity].start, by_entity[entity].end), by_entity[entity].id)
            for role, entity in (roles or {}).items()
        ]
        filled += [EventRole(role, self.span(words)) for role, words in (worded or {}).items()]
        self.events.append(
            EventReport(
                name, kind, span, (span,), tuple(filled), time, factuality, status, according_to,
                confidence=0.8, rule="made",
            )
        )  # fmt: skip
        return name

    def page(self) -> PageRead:
        blocks, start = [], 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line.rstrip("\n"))
            if end > start:
                blocks.append(Block(start, end, "boilerplate" if line.startswith("MENU") else "body"))
            start += len(line)
        document = Document(
            self.id, self.source, None, None, "text/plain", "utf-8", None, None, (), (), "fr",
            Published(self.published, basis="made"), self.text, tuple(blocks),
        )  # fmt: skip
        return PageRead(
            document,
            Analysis(
                self.id,
                tuple((block.start, block.end) for block in blocks),
                tuple(self.times),
                tuple(self.mentions),
                tuple(self.entities),
                tuple(self.quotations),
                tuple(self.events),
            ),
        )
