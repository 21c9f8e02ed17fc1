"""Language packs: every word that a language needs, as data (TOML), and the typed tables they load into."""

from selon.lang._pack import LanguagePack, load_pack

__all__ = ["LanguagePack", "load_pack"]
