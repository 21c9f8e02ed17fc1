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
    fields = _fields(cls)
    unknown = data.keys() - {name.rstrip("_") for name, _, _ in fields}
    if unknown:
        raise InvalidRecord(f"{cls.__name__}: unknown field {sorted(unknown)[0]!r}")
    values = {}
    for name, hint, required in fields:
        key = name.rstrip("_")
        if key in data:
            values[name] = _decode_value(hint, data[key], f"{cls.__name__}.{key}")
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


def _decode_value(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _decode_value(next(a for a in arguments if a is not type(None)), value, where)
    if origin is typing.Literal:
        return _expect(value in arguments, value, where)
    if origin is tuple:
        return _decode_tuple(arguments, value, where)
    if origin is not None:
        return _decode_mapping(arguments, value, where)
    return _decode_scalar(hint, value, where)


def _decode_scalar(hint: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(hint):
        return decode(typing.cast(type[Any], hint), value)
    if hint is float:
        return float(_expect(isinstance(value, (int, float)) and not isinstance(value, bool), value, where))
    return _expect(isinstance(value, hint) and not (hint is int and isinstance(value, bool)), value, where)


def _decode_tuple(arguments: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, (list, tuple)), value, where)
    if arguments[-1] is Ellipsis:
        return tuple(_decode_value(arguments[0], item, where) for item in value)
    _expect(len(value) == len(arguments), value, where)
    return tuple(_decode_value(hint, item, where) for hint, item in zip(arguments, value, strict=True))


def _decode_mapping(arguments: tuple[Any, ...], value: Any, where: str) -> dict[str, Any]:
    _expect(isinstance(value, Mapping), value, where)
    return {str(key): _decode_value(arguments[1], item, where) for key, item in value.items()}


def _expect(holds: bool, value: Any, where: str) -> Any:
    if not holds:
        raise InvalidRecord(f"{where}: {value!r} is not of the type that is expected here")
    return value
