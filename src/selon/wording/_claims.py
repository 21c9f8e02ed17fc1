"""What a claim says, in a few words of the reader's language: the kind, the actors, the objects."""

from collections.abc import Sequence

from selon.records import Claim
from selon.wording._catalog import catalog, word

__all__ = ["claim_in_words"]


def claim_in_words(claim: Claim, roles: Sequence[tuple[str, Sequence[str]]], language: str = "fr") -> str:
    """A claim in words: *livraison d’armes : Corée du Nord → Russie (obus d'artillerie)*.

    `roles` are the roles with the names of their actors and the wordings of the rest, in the order of the
    claim's own. Names and wordings stand as the pages have them, in their language.
    """

    def say(form: str, **parts: str) -> str:
        return catalog(language).pgettext("claim", form).format(**parts)

    actors, objects = [], []
    for role, fillers in roles:
        known = claim.roles.get(role, ())
        named = [name for name, filler in zip(fillers, known, strict=False) if _is_actor(filler)]
        worded = [name for name, filler in zip(fillers, known, strict=False) if not _is_actor(filler)]
        actors += [", ".join(named)] if named else []
        objects += [", ".join(worded)] if worded else []
    text = word(claim.kind, language)
    if actors:
        text = say("of", kind=text, actors=" → ".join(actors))
    if objects:
        text = say("about", claim=text, objects="; ".join(objects))
    return text if claim.modality == "actual" else say(claim.modality, claim=text)


def _is_actor(filler: str) -> bool:
    return filler[:1] == "a" and filler[1:].isdigit()
