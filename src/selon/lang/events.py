"""The tables of a language pack that the events need: `events.toml` and `factuality.toml`."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, get_args

from selon.lang._table import read_table
from selon.records import Factuality, InvalidPack, Status

__all__ = ["Embedding", "EventWords", "Frame", "Light", "Operator", "load_events"]

_TOKEN = re.compile(r"[^\s']+'?")
ROLE_TYPES = ("actor", "actors", "agent", "person", "victim", "place", "text", "number", "measure")
CONTROLS = ("subject", "object", "none")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """How a family of words names an event of one kind.

    `places` maps a syntactic place to the roles it may fill, the first that accepts the filler wins:
    `subject` and `object` of the active wording, a preposition (`à`, `auprès de`, `par` of a noun), `demonym`
    and `poss` on a noun trigger, `object.demonym` on the object or on a noun's complement. `needs` lists
    alternatives, one of which must hold: a role that is filled, `role!` one filled by a mention, `a+b` both,
    `light` for a light verb or one of occurrence, `carried` for the former alone, `time` for a date of its
    own, `one` for a noun in the singular; empty for none. `modifiers` are words one of which must stand
    beside the trigger; `avoid` has the words of lexicons none of which may stand there, `under` those that
    may not govern a noun, `idle` those that may not be the subject of a verb, `wary` those beside which,
    anywhere in the sentence, an event counts only if whoever is its object is mentioned by name or
    description, `shun` those beside which it never counts. `reflexive`, `plain` (not reflexive) and
    `passive` are the only forms of a verb that count, `silent` verbs bear no words of speech. `personal`
    verbs are a figure of speech with a thing for their subject, `alone` ones with any subject; `violent`
    acts, which words do too, count beside a word of violence, or where a state or place is a party. `animate`
    verbs are a figure of speech with a thing for their object. `chance` has the words of mishaps, beside
    which an act of nobody is none.
    `operator` is the standing that the word itself gives; `standing` marks what lasts, `lasting` what lasts
    for who is under it (*sous embargo*).
    """

    name: str
    kind: str
    needs: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    modifiers: frozenset[str]
    avoid: frozenset[str]
    under: frozenset[str]
    idle: frozenset[str]
    wary: frozenset[str]
    shun: frozenset[str]
    chance: frozenset[str]
    silent: bool
    personal: bool
    animate: bool
    alone: bool
    violent: bool
    reflexive: bool
    plain: bool
    passive: bool
    standing: bool
    lasting: bool
    operator: str


@dataclass(frozen=True, slots=True)
class Light:
    """What the arguments of a light verb fill for the noun it carries (*imposer des sanctions à*).

    With `attitude` it says how the event stands (*promettre une aide à*), with `joint` its fillers join those
    of the noun (*participer aux frappes de*).
    """

    places: Mapping[str, tuple[str, ...]]
    standing: bool
    attitude: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """The status and factuality that a word gives to what it governs (FactBank)."""

    status: Status
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a verb, noun or adjective does to the event in its complement.

    `operator`, `negated` (under negation) and `past` (of a perfect infinitive) name operators; `control`
    tells whose act the complement is.
    """

    operator: str
    negated: str
    control: str
    past: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """Event kinds with their roles, trigger words with their frames, and the words of factuality.

    `kinds` maps a kind to its roles and their types: `actor`; `actors` for a role that several places fill
    together; `agent` for who acts, which neither buildings nor weapons do; `person` for people alone;
    `victim` for whoever or whatever is hit;
    `place`; `text`; `number`; `measure`, a quantity before a lexicon's word; `lexicon:NAME` for a role that
    only words of that lexicon may fill. `genitive`, `dative` and `agent` are the prepositions of a noun's
    complement, of an indirect object and of a passive's agent; `compound_prepositions` pair the tokens of
    each with its wording, by its first token. `lights` are keyed by frame and verb, `bearers` by frame and
    preposition, `embeddings` by part of speech (`verbs`, `nouns`, `adjectives`) and word, `marks` by sort
    and word (`adverb`, `adjective`, `determiner`, `preposition`, `conjunction`). `endings` make a tense of
    an infinitive, `stems` are what they follow where that is another; `forms` and `participle_endings` give
    the infinitive of a participle that was mistagged, `participle_features` its gender and number,
    `finite_endings` the infinitive's ending by that of a finite form without one, `finite` the infinitive of
    a finite form before an infinitive. `people` are the nouns for people and bodies, folded. `idioms` are the
    tokens of set phrases whose words name no event, by their first.
    """

    kinds: Mapping[str, Mapping[str, str]]
    lexicons: Mapping[str, frozenset[str]]
    verb_frames: Mapping[str, tuple[Frame, ...]]
    noun_frames: Mapping[str, tuple[Frame, ...]]
    lights: Mapping[tuple[str, str], Light]
    bearers: Mapping[tuple[str, str], tuple[str, ...]]
    genitive: str
    dative: str
    agent: str
    prepositions: Mapping[str, str]
    compound_prepositions: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    lists: Mapping[str, frozenset[str]]
    operators: Mapping[str, Operator]
    embeddings: Mapping[tuple[str, str], Embedding]
    marks: Mapping[tuple[str, str], str]
    endings: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, str]
    forms: Mapping[str, str]
    finite: Mapping[str, str]
    participle_endings: Mapping[str, str]
    participle_features: Mapping[str, str]
    finite_endings: Mapping[str, str]
    people: frozenset[str]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]


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
            if sort not in ROLE_TYPES and sort.removeprefix("lexicon:") not in lexicons:
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
            embedding.control not in CONTROLS
            or not {*effects, embedding.past or effects[0]} <= operators.keys()
        ):
            raise InvalidPack(f"factuality.toml: unknown operator or control in {row!r}")
        for column in ("verbs", "nouns", "adjectives"):
            for word in row.get(column, ()):
                if (column, word) in found:
                    raise InvalidPack(f"factuality.toml: {word!r} stands twice among the {column}")
                found[column, word] = embedding
    return found
