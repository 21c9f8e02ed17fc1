"""The language pack: one frozen object of typed tables, one table a room that needs words."""

import functools
from dataclasses import dataclass
from importlib import resources

from selon.lang._table import read_table
from selon.lang.acts import ActWords, load_acts
from selon.lang.event_tables import load_events
from selon.lang.events import EventWords
from selon.lang.links import LinkWords, load_links
from selon.lang.names import NameWords, load_names
from selon.lang.pages import PageWords, load_pages
from selon.lang.speech import SpeechWords, load_speech
from selon.lang.stories import StoryWords, load_stories
from selon.lang.times import TimeWords, load_times
from selon.lang.variants import VariantWords, load_variants
from selon.lang.voices import VoiceWords, load_voices
from selon.records import InvalidPack

__all__ = ["LanguagePack", "load_pack"]


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """The words of one language. `name` is `fr 1`: the code and the pack's version."""

    code: str
    name: str
    model: str
    times: TimeWords
    pages: PageWords
    names: NameWords
    speech: SpeechWords
    voices: VoiceWords
    acts: ActWords
    events: EventWords
    links: LinkWords
    variants: VariantWords
    stories: StoryWords


@functools.cache
def load_pack(code: str = "fr") -> LanguagePack:
    """The pack of a language (ISO 639-1 code); raises InvalidPack when there is none or a table is broken."""
    folder = resources.files("selon.lang") / code
    if not (folder / "pack.toml").is_file():
        raise InvalidPack(f"there is no language pack {code!r}")
    about = read_table(folder, "pack.toml")
    names = load_names(folder)
    people = [noun for noun, told in names.nouns.items() if told.sort != "document"]
    return LanguagePack(
        code=code,
        name=f"{code} {about['version']}",
        model=str(about["model"]),
        times=load_times(folder),
        pages=load_pages(folder),
        names=names,
        speech=load_speech(folder),
        voices=load_voices(folder),
        acts=load_acts(folder),
        events=load_events(folder, people),
        links=load_links(folder),
        variants=load_variants(folder),
        stories=load_stories(folder),
    )
