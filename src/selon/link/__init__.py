"""The fold over pages: one actor for many entities, one claim for many reports, who stands where on it."""

from selon.link.fold import link
from selon.link.names import name_keys
from selon.link.rebind import rebind

__all__ = ["link", "name_keys", "rebind"]
