"""Pages that cannot be used, each with its reason and a detail that helps, and their harmless look-alikes."""

import pytest

from selon.extract import extract
from selon.extract.language import detect_language
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected

STORY = (
    "Le conseil municipal a adopté mardi soir un plan de douze millions d'euros pour rénover les écoles."
    " La maire a expliqué que les travaux commenceraient dès l'été et qu'ils dureraient trois ans. "
    "L'opposition a dénoncé un projet trop cher, dont le financement n'est pas assuré selon elle. "
)
COOKIES = "Nous utilisons des cookies et nos partenaires aussi. En poursuivant, vous acceptez leur dépôt."
ENGLISH = "The mayor said on Tuesday that the schools of the city would be renovated in three years. "
GERMAN = "Die Stadt hat am Dienstag beschlossen, dass die Schulen in den Jahren erneuert werden. "


def reason(data: bytes, pack: LanguagePack, media_type: str | None = None) -> tuple[str, str]:
    result = extract(RawPage("x", data, media_type), pack)
    assert isinstance(result, Rejected), result
    return result.reason, result.detail


def html(body: str, title: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\x00\x00", b"<html><body><script>x</script></body></html>"]
)
def test_empty(pack: LanguagePack, data: bytes) -> None:
    assert reason(data, pack)[0] == "empty"


def test_not_text(pack: LanguagePack) -> None:
    assert reason(b"\x89PNG " + bytes(range(256)), pack) == ("not-text", "this is a PNG picture")
    assert reason(bytes(range(32)) * 50, pack)[0] == "not-text"


def test_too_large(pack: LanguagePack) -> None:
    assert reason(b"a " * 10_000_001, pack)[0] == "too-large"


@pytest.mark.parametrize(("text", "name"), [(ENGLISH * 4, "English"), (GERMAN * 4, "German")])
def test_unsupported_language_is_named(pack: LanguagePack, text: str, name: str) -> None:
    kind, detail = reason(text.encode(), pack)
    assert kind == "unsupported-language"
    assert name in detail


def test_language_without_a_profile_is_no_french(pack: LanguagePack) -> None:
    text = "Az önkormányzat kedden elfogadta az iskolák felújítását, amely három évig tart. " * 4
    assert reason(text.encode(), pack)[0] == "unsupported-language"


def test_cookie_wall(pack: LanguagePack) -> None:
    kind, detail = reason(
        html(f"<h1>Votre vie privée</h1><p>{COOKIES}</p><button>Tout accepter</button>"), pack
    )
    assert kind == "cookie-wall"
    assert "cookies" in detail


def test_paywall_stub(pack: LanguagePack) -> None:
    wall = "Il vous reste 85 % de cet article à lire. La suite est réservée aux abonnés."
    page = f"<article><h1>Un plan pour les écoles</h1><p>{STORY[:110]}</p><p>{wall}</p></article>"
    assert reason(html(page), pack)[0] == "paywall-stub"


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Erreur 404</h1><p>La page que vous recherchez n'existe plus.</p><a href='/'>Accueil</a>",
        "<h1>404 Not Found</h1><p>nginx</p>",
        "<h1>Just a moment...</h1><p>Checking your browser before accessing the site.</p>",
        "<h1>Oups !</h1><p>Cette page est introuvable. Page introuvable sur ce site.</p>",
    ],
)
def test_error_page(pack: LanguagePack, page: str) -> None:
    assert reason(html(page), pack)[0] == "error-page"


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{COOKIES}</p><article><h1>Un plan</h1><p>{STORY}</p><p>{STORY}</p></article>",
        f"<article><h1>Un plan</h1>{f'<p>{STORY}</p>' * 3}</article><p>Article réservé aux abonnés</p>",
        f"<article><h1>L'erreur 404</h1><p>{STORY}</p><p>La page introuvable fait rire.</p><p>{STORY}</p>",
        f"<article><h1>Brève</h1><p>{STORY}</p></article><footer>Gestion des cookies</footer>",
    ],
)
def test_look_alikes_are_read(pack: LanguagePack, page: str) -> None:
    assert isinstance(extract(RawPage("x", html(page)), pack), Document)


def test_a_brief_with_foreign_words_is_french(pack: LanguagePack) -> None:
    text = "Le ministre a cité « The Art of the Deal » devant les députés, qui n'ont pas ri."
    assert detect_language(text, pack) == "fr"


@pytest.mark.parametrize("text", ["", "1234", "Paris", "Tour Eiffel Notre-Dame"])
def test_too_little_text_has_no_language(pack: LanguagePack, text: str) -> None:
    assert detect_language(text, pack) in (None, "fr")
