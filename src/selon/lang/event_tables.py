"""Reads the tables of a language pack that the events need: `events.toml` and `factuality.toml`."""

import re
from collections.abc import Collection, Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, get_args

from selon.lang._table import read_table
from selon.lang.events import Embedding, EventWords, Frame, Light, Operator
from selon.records import Factuality, InvalidPack, Status

__all__ = ["load_events"]

_TOKEN = re.compile(r"[^\s']+'?")
_ROLE_TYPES = ("actor", "actors", "agent", "person", "victim", "place", "text", "number", "measure")
_CONTROLS = ("subject", "object", "none")


def load_events(folder: Traversable, people: Collection[str] = ()) -> EventWords:
    """The tables `events.toml` and `factuality.toml` of `folder`, with the folded nouns for people and bodies
    that the pack knows; without any, every noun may be somebody. Raises InvalidPack.
    """
    table, modality = read_table(folder, "events.toml"), read_table(folder, "factuality.toml")
    try:
        return _read(table, modality, frozenset(people))
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidPack(
            f"events.toml or factuality.toml: {error!r} is missing or of the wrong shape"
        ) from error


def _read(table: Mapping[str, Any], modality: Mapping[str, Any], people: frozenset[str]) -> EventWords:
    lexicons = {name: frozenset(words) for name, words in table["lexicons"].items()}
    kinds = {kind: dict(roles) for kind, roles in table["kinds"].items()}
    _check_kinds(kinds, lexicons)
    frames = [(_frame(row, kinds, lexicons), row) for row in table["frames"]]
    names = {frame.name: frame for frame, _ in frames}
    if len(names) != len(frames):
        raise InvalidPack("events.toml: two frames bear one name")
    operators = {name: _operator(name, value) for name, value in modality["operators"].items()}
    if any(frame.operator not in operators for frame, _ in frames):
        raise InvalidPack("events.toml: a frame names an unknown operator")
    return EventWords(
        kinds=kinds,
        lexicons=lexicons,
        verb_frames=_by_word(frames, "verbs"),
        noun_frames=_by_word(frames, "nouns"),
        lights=_lights(table.get("lights", ()), names, kinds),
        bearers={
            (frame, preposition): (role,)
            for frame, row in table.get("bearers", {}).items()
            for preposition, role in row.items()
        },
        genitive=table["prepositions"]["genitive"],
        dative=table["prepositions"]["dative"],
        agent=table["prepositions"]["agent"],
        prepositions=dict(table["prepositions"]["simple"]),
        compound_prepositions=_compounds(table["prepositions"]),
        lists={name: frozenset(words) for name, words in (table["lists"] | modality["lists"]).items()},
        operators=operators,
        embeddings=_embeddings(modality["embeddings"], operators),
        marks=_marks(modality["marks"]),
        forms=_forms(table["participles"]),
        finite=dict(table.get("finite", {})),
        participle_endings=dict(table["participles"]["regular"]),
        participle_features=dict(table["participles"]["features"]),
        finite_endings=dict(table["participles"]["finite"]),
        endings={row["features"]: tuple(row["endings"]) for row in modality["endings"]},
        stems=dict(modality.get("stems", {})),
        people=people,
        idioms=_idioms(table.get("idioms", {}).get("phrases", ())),
    )


def _marks(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[tuple[str, str], str]:
    """The operator of each small word, by its sort and form."""
    return {
        (kind, word): operator
        for kind, row in tables.items()
        for operator, words in row.items()
        for word in words
    }


def _forms(table: Mapping[str, Any]) -> dict[str, str]:
    """The infinitive of every form of an irregular participle."""
    return {
        form + ending: verb
        for verb, participles in table["irregular"].items()
        for form in participles
        for ending in table["agreement"]
    }


def _compounds(table: Mapping[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Compound prepositions as tokens (contractions undone) and as written, by first token, longest first."""
    simple = table["simple"]
    split = [(tuple(simple.get(t, t) for t in _TOKEN.findall(words)), words) for words in table["compound"]]
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for tokens, words in sorted(split, key=lambda pair: (-len(pair[0]), pair[1])):
        found[tokens[0]] = (*found.get(tokens[0], ()), (tokens, words))
    return found


def _idioms(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The tokens of set phrases, by first token."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for tokens in (tuple(_TOKEN.findall(phrase)) for phrase in phrases):
        found[tokens[0]] = (*found.get(tokens[0], ()), tokens)
    return found


def _check_kinds(kinds: Mapping[str, Mapping[str, str]], lexicons: Mapping[str, frozenset[str]]) -> None:
    for kind, roles in kinds.items():
        for role, sort in roles.items():
            if sort not in _ROLE_TYPES and sort.removeprefix("lexicon:") not in lexicons:
                raise InvalidPack(f"events.toml: the role {role!r} of {kind!r} has the unknown type {sort!r}")


def _places(
    row: Mapping[str, Any], kind: str, kinds: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    places = {
        place: (roles,) if isinstance(roles, str) else tuple(roles)
        for place, roles in row.get("places", {}).items()
    }
    for roles in places.values():
        for role in "+".join(roles).split("+"):
            if role and role not in kinds[kind]:
                raise InvalidPack(f"events.toml: the kind {kind!r} has no role {role!r}")
    return places


def _frame(
    row: Mapping[str, Any], kinds: Mapping[str, Mapping[str, str]], lexicons: Mapping[str, frozenset[str]]
) -> Frame:
    if row["kind"] not in kinds:
        raise InvalidPack(f"events.toml: the frame {row['name']!r} is of the unknown kind {row['kind']!r}")
    return Frame(
        name=row["name"],
        kind=row["kind"],
        needs=tuple(row.get("needs", ())),
        places=_places(row, row["kind"], kinds),
        modifiers=frozenset(row.get("modifiers", ())),
        avoid=_words(row.get("avoid", ()), lexicons),
        under=_words(row.get("under", ()), lexicons),
        idle=_words(row.get("idle", ()), lexicons),
        wary=_words(row.get("wary", ()), lexicons),
        shun=_words(row.get("shun", ()), lexicons),
        chance=_words(row.get("chance", ()), lexicons),
        silent=bool(row.get("silent", False)),
        personal=bool(row.get("personal", False)),
        animate=bool(row.get("animate", False)),
        alone=bool(row.get("alone", False)),
        violent=bool(row.get("violent", False)),
        passive=bool(row.get("passive", False)),
        reflexive=bool(row.get("reflexive", False)),
        plain=bool(row.get("plain", False)),
        standing=bool(row.get("standing", False)),
        lasting=bool(row.get("lasting", False)),
        operator=row.get("operator", "asserted"),
    )


def _words(names: str | Iterable[str], lexicons: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of one lexicon or of several."""
    listed = (names,) if isinstance(names, str) else tuple(names)
    return frozenset(word for name in listed for word in lexicons[name])


def _by_word(frames: Iterable[tuple[Frame, Mapping[str, Any]]], column: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for frame, row in frames:
        for word in row.get(column, ()):
            if frame in found.get(word, ()):
                raise InvalidPack(f"events.toml: {word!r} stands twice in the frame {frame.name!r}")
            found[word] = (*found.get(word, ()), frame)
    return found


def _lights(
    rows: Iterable[Mapping[str, Any]], frames: Mapping[str, Frame], kinds: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], Light]:
    found: dict[tuple[str, str], Light] = {}
    for row in rows:
        for name in row["frames"]:
            flags = (bool(row.get(flag, False)) for flag in ("standing", "attitude", "joint"))
            light = Light(_places(row, frames[name].kind, kinds), *flags)
            for verb in row["verbs"]:
                if (name, verb) in found:
                    raise InvalidPack(f"events.toml: {verb!r} is twice a light verb of {name!r}")
                found[name, verb] = light
    return found


def _operator(name: str, value: Mapping[str, str]) -> Operator:
    status, factuality = value["status"], value["factuality"]
    if status not in get_args(Status) or factuality not in get_args(Factuality):
        raise InvalidPack(f"factuality.toml: the operator {name!r} has an unknown status or factuality")
    return Operator(status, factuality)  # type: ignore[arg-type]  # checked just above


def _embeddings(
    rows: Iterable[Mapping[str, Any]], operators: Mapping[str, Operator]
) -> dict[tuple[str, str], Embedding]:
    found: dict[tuple[str, str], Embedding] = {}
    for row in rows:
        effects = (row["operator"], row.get("negated", "negated"))
        embedding = Embedding(*effects, row.get("control", "subject"), row.get("past"))
        if (
            embedding.control not in _CONTROLS
            or not {*effects, embedding.past or effects[0]} <= operators.keys()
        ):
            raise InvalidPack(f"factuality.toml: unknown operator or control in {row!r}")
        for column in ("verbs", "nouns", "adjectives"):
            for word in row.get(column, ()):
                if (column, word) in found:
                    raise InvalidPack(f"factuality.toml: {word!r} stands twice among the {column}")
                found[column, word] = embedding
    return found
