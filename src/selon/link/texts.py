"""The documents that a fold compares with: those of the dossier, and those that it has added itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from selon.records import Body, Copy, LinkState, Utterance, Variant

__all__ = ["COMMON", "Texts"]

COMMON = 10
"""A fingerprint that more documents hold than this is common; no more are kept under it than tell that."""

_OWN = 1 << 62  # above the numbers of all documents of the dossier


class Texts:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        self._bodies: dict[str, Body] = {}
        self._order: list[str] = []  # the documents added, which are numbered from _OWN on
        self._asked: set[int] = set()  # the fingerprints whose holders in the dossier were read ahead, ...
        self._stored: Mapping[int, Sequence[int]] = {}  # ... and those of them that have any
        self._holders: dict[int, list[int]] = {}
        self._prints: dict[str, tuple[int, ...]] = {}
        self._copies: dict[str, dict[str, Copy]] = {}  # in each document, by that of which
        self._dropped: dict[tuple[str, str], None] = {}
        self._utterances: dict[str, dict[str, Utterance]] = {}  # of each document, by quotation
        self._said: dict[str, list[tuple[int, Utterance]]] = {}  # of each actor, numbered as they come in
        self._number = 0
        self._variants: list[Variant] = []

    def expect(self, prints: Iterable[int]) -> None:
        """Read ahead what the dossier has under these fingerprints, for the documents that come in next."""
        self._asked = set(prints)
        self._stored = self._state.holders(self._asked) if self._asked else {}

    def holders(self, prints: Collection[int]) -> dict[int, Sequence[int]]:
        """The documents under those of these fingerprints that have any, by numbers that grow as documents
        come in.
        """
        stored = self._stored
        if not self._asked.issuperset(prints):
            unasked = [name for name in prints if name not in self._asked]
            stored = {**stored, **self._state.holders(unasked)}
        found: dict[int, Sequence[int]] = {}
        for name in prints:
            before, own = stored.get(name), self._holders.get(name)
            if own:  # a copy: more may come in under it
                found[name] = [*before, *own] if before else own.copy()
            elif before:
                found[name] = before
        return found

    def named(self, numbers: Collection[int]) -> dict[int, str]:
        """The documents of these numbers."""
        found = dict(self._state.named([number for number in numbers if number < _OWN]))
        return found | {number: self._order[number - _OWN] for number in numbers if number >= _OWN}

    def bodies(self, documents: Collection[str]) -> list[Body]:
        """Those of these documents that were compared, in the order in which they came in."""
        stored = [name for name in documents if name not in self._bodies]
        found = list(self._state.bodies(stored)) if stored else []
        return found + [body for name, body in self._bodies.items() if name in documents]

    def copies_in(self, documents: Collection[str]) -> list[Copy]:
        """What stands in these documents of others before them."""
        stored = [name for name in documents if name not in self._bodies]
        known = self._state.copies_in(stored) if stored else ()
        found = {(copy.of, copy.in_): copy for copy in known if (copy.of, copy.in_) not in self._dropped}
        for name in documents:
            found |= {(of, name): copy for of, copy in self._copies.get(name, {}).items()}
        return list(found.values())

    def put_body(self, body: Body, prints: Iterable[int]) -> None:
        """Note a document, and the fingerprints under which it is to be found."""
        self._bodies[body.document] = body
        number = _OWN + len(self._order)
        self._order.append(body.document)
        self._prints[body.document] = tuple(prints)
        for name in self._prints[body.document]:
            self._holders.setdefault(name, []).append(number)

    def put_copy(self, copy: Copy) -> None:
        """Add or replace what is copied from one document to another."""
        self._dropped.pop((copy.of, copy.in_), None)
        self._copies.setdefault(copy.in_, {})[copy.of] = copy

    def drop_copy(self, of: str, in_: str) -> None:
        """These documents turned out to share a formula only."""
        self._copies.get(in_, {}).pop(of, None)
        self._dropped[of, in_] = None

    def utterances_by(self, actors: Collection[str], since: str, until: str, limit: int) -> list[Utterance]:
        """The quotations of these actors that may fall from one day to another: the latest that came in."""
        own = {
            number: it
            for actor in actors
            for number, it in self._said.get(actor, ())
            if (it.first or "") <= until and (it.last or "") >= since
        }
        stored = self._state.utterances_by(actors, since, until, limit)
        return [*stored, *(own[number] for number in sorted(own))][-limit:]

    def utterances_in(self, documents: Collection[str]) -> list[Utterance]:
        """All quotations of these documents."""
        stored = [name for name in documents if name not in self._bodies]
        found = list(self._state.utterances_in(stored)) if stored else []
        return found + [it for name in documents for it in self._utterances.get(name, {}).values()]

    def put_utterance(self, utterance: Utterance) -> None:
        """Add a quotation."""
        self._utterances.setdefault(utterance.document, {})[utterance.quotation] = utterance
        self._number += 1
        if utterance.first and utterance.last:
            for actor in utterance.actors:
                self._said.setdefault(actor, []).append((self._number, utterance))

    def put_variant(self, variant: Variant) -> None:
        """Add what was found to be one utterance."""
        self._variants.append(variant)

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The variants that were found."""
        return tuple(self._variants)

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The copies that were found or have changed."""
        return tuple(copy for found in self._copies.values() for copy in found.values())

    @property
    def dropped(self) -> tuple[tuple[str, str], ...]:
        """What was a copy before and is none any more: of which document, in which."""
        return tuple(self._dropped)

    @property
    def added(self) -> tuple[Body, ...]:
        """The documents that were added."""
        return tuple(self._bodies.values())

    @property
    def prints(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The documents that were added, each with the fingerprints under which it is found."""
        return tuple(self._prints.items())
