"""EDTF values (ISO 8601-2)."""

__all__: list[str] = []
