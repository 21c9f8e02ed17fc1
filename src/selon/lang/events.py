"""What a language pack knows of events: the shapes of `events.toml` and `factuality.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass

from selon.records import Factuality, Status

__all__ = ["Embedding", "EventWords", "Frame", "Light", "Operator"]


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
