"""The JSON shape of the records: one object a line, as `docs/reference/records.md` tells it."""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from selon.records.annotations import Analysis
from selon.records.documents import Document, Rejected
from selon.records.dossier import (
    Actor,
    Claim,
    Copy,
    Decision,
    DossierHeader,
    Membership,
    Narrowing,
    Recurring,
    Stance,
    Story,
    Variant,
)
from selon.records.errors import InvalidRecord

__all__ = [
    "DossierRecord",
    "decode",
    "document_line",
    "dossier_line",
    "dump",
    "encode",
    "parse_document_line",
    "parse_dossier_line",
]

DossierRecord = (
    DossierHeader
    | Rejected
    | Actor
    | Membership
    | Narrowing
    | Variant
    | Claim
    | Stance
    | Copy
    | Recurring
    | Story
    | Decision
)
"""What a line other than a page's holds."""

_R = TypeVar("_R")
_LINES: Mapping[str, type[Any]] = {
    "rejected": Rejected,
    "dossier": DossierHeader,
    "actor": Actor,
    "membership": Membership,
    "narrowing": Narrowing,
    "variant": Variant,
    "claim": Claim,
    "stance": Stance,
    "copy": Copy,
    "recurring": Recurring,
    "story": Story,
    "decision": Decision,
}
_TYPE_OF = {cls: name for name, cls in _LINES.items()}


def encode(value: Any) -> Any:
    """A record, or anything inside one, as plain JSON values; a trailing `_` of a field name is dropped."""
    if isinstance(value, (str, int, float, type(None))):
        return value
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return {name.rstrip("_"): encode(getattr(value, name)) for name, _, _ in _fields(type(value))}


def decode(cls: type[_R], data: Any) -> _R:
    """The record of class `cls` that `data`, as `encode` made it, stands for.

    A field that is absent takes its default; raises InvalidRecord when it has none, when a value is of the
    wrong type, and for a field that the class does not have.
    """
    if not isinstance(data, Mapping):
        raise InvalidRecord(f"{cls.__name__}: an object is expected, not {type(data).__name__}")
    keys, fields = _readers(cls)
    if not data.keys() <= keys:
        raise InvalidRecord(f"{cls.__name__}: unknown field {min(data.keys() - keys)!r}")
    values = {}
    for name, key, read, where, required in fields:
        if key in data:
            values[name] = read(data[key], where)
        elif required:
            raise InvalidRecord(f"{cls.__name__}: the field {key!r} is missing")
    return cls(**values)


def document_line(document: Document, analysis: Analysis) -> dict[str, Any]:
    """The line of one page: all that it tells, without any id of a dossier."""
    layers = encode(analysis)
    del layers["document"]
    return {"type": "document", **encode(document), **layers}


def parse_document_line(data: Mapping[str, Any]) -> tuple[Document, Analysis]:
    """The document and the analysis that a document line holds; raises InvalidRecord."""
    if data.get("type") != "document":
        raise InvalidRecord(f"a document line is expected, not {data.get('type')!r}")
    names = {name for name, _, _ in _fields(Document)}
    document = decode(Document, {key: value for key, value in data.items() if key in names})
    layers = {key: value for key, value in data.items() if key not in names and key != "type"}
    return document, decode(Analysis, {"document": document.id, **layers})


def dossier_line(record: DossierRecord) -> dict[str, Any]:
    """The line of anything but a page."""
    return {"type": _TYPE_OF[type(record)], **encode(record)}


def parse_dossier_line(data: Mapping[str, Any]) -> DossierRecord:
    """The record that a line other than a page's holds; raises InvalidRecord."""
    cls = _LINES.get(str(data.get("type")))
    if cls is None:
        raise InvalidRecord(f"unknown type of line: {data.get('type')!r}")
    record: DossierRecord = decode(cls, {key: value for key, value in data.items() if key != "type"})
    return record


def dump(line: Mapping[str, Any]) -> str:
    """One line of JSON, UTF-8 letters as they are, without the final newline."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _read_fields(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    if not dataclasses.is_dataclass(cls):
        raise InvalidRecord(f"{cls.__name__} is not a record")
    hints = typing.get_type_hints(cls)
    return tuple(
        (field.name, hints[field.name], field.default is dataclasses.MISSING)
        for field in dataclasses.fields(cls)
    )


_fields: Callable[[Any], tuple[tuple[str, Any, bool], ...]] = functools.cache(_read_fields)


# Readers are made once for each type: a table of a large dossier decodes many records.
_Reader = Callable[[Any, str], Any]


_Fields = tuple[tuple[str, str, _Reader, str, bool], ...]


def _read_readers(cls: Any) -> tuple[frozenset[str], _Fields]:
    """The keys of a record; of each field its name, key and reader, what to call it, whether it must be."""
    fields = tuple(
        (name, key, _reader(hint), f"{cls.__name__}.{key}", required)
        for name, hint, required in _fields(cls)
        for key in [name.rstrip("_")]
    )
    return frozenset(key for _, key, _, _, _ in fields), fields


_readers: Callable[[Any], tuple[frozenset[str], _Fields]] = functools.cache(_read_readers)


def _make_reader(hint: Any) -> _Reader:
    if hint is Any:
        return lambda value, where: value
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional(_reader(next(a for a in arguments if a is not type(None))), type(None) in arguments)
    if origin is typing.Literal:
        return lambda value, where: _expect(value in arguments, value, where)
    if origin is tuple:
        return _tuple_reader(arguments)
    return _mapping_reader(_reader(arguments[1])) if origin is not None else _scalar_reader(hint)


_reader: Callable[[Any], _Reader] = functools.cache(_make_reader)


def _optional(read: _Reader, nullable: bool) -> _Reader:
    return lambda value, where: None if value is None and nullable else read(value, where)


def _scalar_reader(hint: Any) -> _Reader:
    if dataclasses.is_dataclass(hint):
        return lambda value, where: decode(typing.cast(type[Any], hint), value)
    if hint is float:
        return lambda value, where: float(_expect(type(value) in (int, float), value, where))
    return lambda value, where: _expect(type(value) is hint, value, where)


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    parts = [_reader(hint) for hint in arguments if hint is not Ellipsis]

    def read_all(value: Any, where: str) -> tuple[Any, ...]:
        _expect(isinstance(value, (list, tuple)), value, where)
        return tuple([parts[0](item, where) for item in value])

    def read_each(value: Any, where: str) -> tuple[Any, ...]:
        _expect(isinstance(value, (list, tuple)) and len(value) == len(parts), value, where)
        return tuple([read(item, where) for read, item in zip(parts, value, strict=True)])

    return read_all if arguments[-1] is Ellipsis else read_each


def _mapping_reader(read: _Reader) -> _Reader:
    def read_mapping(value: Any, where: str) -> dict[str, Any]:
        _expect(isinstance(value, Mapping), value, where)
        return {str(key): read(item, where) for key, item in value.items()}

    return read_mapping


def _expect(holds: bool, value: Any, where: str) -> Any:
    if not holds:
        raise InvalidRecord(f"{where}: {value!r} is not of the type that is expected here")
    return value
