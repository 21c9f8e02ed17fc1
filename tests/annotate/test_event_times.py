"""When an event took place: made sentences, each with one way of telling it, or of telling another time."""

from typing import Any

import pytest

from selon.annotate import annotate
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, RawPage

pytestmark = pytest.mark.parser
HEAD = "AFP, publié le jeudi 15 octobre 2020 à 10h00\n\n"

# the sentence, words of the trigger, the time of the event
OWN = [
    ("L'armée turque a bombardé Kobané il y a trois jours.", "bombardé", "2020-10-12"),
    ("L'armée turque a bombardé Kobané il y a deux mois.", "bombardé", "2020-08"),
    ("L'armée turque a bombardé Kobané il y a quelques jours.", "bombardé", "2020-10~"),
    ("Le ministre Ivar Lund se rendra à Lima dans deux jours.", "rendra", "2020-10-17"),
    ("Le ministre Ivar Lund se rendra à Lima dans les prochains jours.", "rendra", "2020-10-15/.."),
    ("Ivar Lund, arrêté en mars à Oslo, a rencontré mardi le président finlandais.", "arrêté", "2020-03"),
    ("Un embargo imposé en 2003 par la Norvège vise toujours le Mali.", "embargo", "2003"),
    ("Ivar Lund, en visite à Lima mardi, a annoncé un départ.", "visite", "2020-10-13"),
    ("Les cheminots ont entamé mardi 13 octobre une grève contre la réforme.", "grève", "2020-10-13"),
    ("L'attaque au couteau le 28 décembre lors d'une fête a fait cinq blessés.", "attaque", "2019-12-28"),
    ("Un homme a été tué mardi dans l'attaque jihadiste de Nantes.", "attaque", "2020-10-13"),
    (
        "La rencontre entre Ivar Lund et le roi, prévue mardi à Oslo, a été annulée.",
        "rencontre",
        "2020-10-20",
    ),
]
OF_SOMETHING_ELSE = [
    ("La cour s'est replongée mardi dans l'attaque jihadiste de Nantes.", "attaque", None),
    ("Le groupe armé a revendiqué mardi une attaque meurtrière contre Oslo.", "attaque", None),
    ("Les attentats du 13-Novembre ont marqué le pays.", "attentats", None),
    ("Les victimes des attentats du 13 novembre se taisent.", "attentats", None),
    ("Ivar Lund, ministre depuis 2018, a rencontré le président finlandais.", "rencontré", None),
    ("Ivar Lund, né en 1961, a été arrêté à Oslo.", "arrêté", None),
    ("Le président chilien, élu en 2018, a rencontré Ivar Lund.", "rencontré", None),
    ("Ivar Lund, candidat à l'élection de novembre, a été arrêté.", "arrêté", None),
    ("Ivar Lund, candidat à l'élection de novembre, a été arrêté mardi.", "arrêté", "2020-10-13"),
    ("Ivar Lund a été arrêté pour un meurtre commis en 2012.", "arrêté", None),
    ("Ivar Lund a été arrêté pour avoir tué en 2012 le maire de Lima.", "arrêté", None),
    ("Ivar Lund a été arrêté pour avoir tué en 2012 le maire de Lima.", "tué", "2012"),
    ("Le Tchad a livré des chars au Mali en violation de la résolution de 2004.", "livré", None),
    ("Vingt personnes ont été tuées à Lima, selon un bilan publié mercredi.", "tuées", None),
    ("Ivar Lund a affirmé mardi que la Norvège avait livré des chars à l'Ukraine.", "livré", None),
    ("Un monument rappelle l'anniversaire du soulèvement de Lima, le 18 mai 2020.", "soulèvement", None),
]
SPANS = [
    ("La Norvège a livré des chars à l'Ukraine depuis mars.", "livré", "2020-03/.."),
    ("Entre 2014 et 2018, la Norvège a livré des chars à l'Ukraine.", "livré", "2014/2018"),
    ("De mars à juin, la Norvège a livré des chars à l'Ukraine.", "livré", "2020-03/2020-06"),
    ("La Norvège livrera des chars à l'Ukraine à partir de décembre.", "livrera", "2020-12/.."),
    ("La Norvège livrera des chars à l'Ukraine avant fin décembre.", "livrera", "../2020-12-31"),
    ("La Norvège livrera des chars à l'Ukraine d'ici à décembre.", "livrera", "../2020-12"),
    ("Depuis l'invasion de l'Ukraine par la Russie en 2014, tout a changé.", "invasion", "2014"),
    ("La Norvège a livré des chars à l'Ukraine pendant trois ans.", "livré", None),
]
SHARED = [
    ("En 2016 lors de l'élection d'Ivar Lund, tout était calme.", "élection", "2016"),
    (
        "Jeudi 8 octobre, Ivar Lund s'est rendu à Lima. Il a ensuite rencontré le roi.",
        "rencontré",
        "2020-10-08",
    ),
    ("Ivar Lund s'est rendu à Lima jeudi 8 octobre. Il a rencontré le roi.", "rencontré", None),
    ("Quelques semaines après qu'Ivar Lund a tué le roi, tout est calme.", "tué", "2020-09~"),
    ("Il a quitté Oslo mardi, deux jours après l'arrestation d'Ivar Lund.", "arrestation", "2020-10-11"),
    ("Il a quitté Oslo en mai, deux jours après l'arrestation d'Ivar Lund.", "arrestation", None),
    ("Deux jours après l'arrestation d'Ivar Lund, le roi se tait.", "arrestation", "2020-10-13~"),
    ("Il a quitté Oslo deux ans après l'arrestation d'Ivar Lund.", "arrestation", None),
    ("Une image montre mardi le roi lors d'une rencontre avec Ivar Lund.", "rencontre", None),
]


@pytest.mark.parametrize(("text", "trigger", "wanted"), [*OWN, *OF_SOMETHING_ELSE, *SPANS, *SHARED])
def test_time_of_event(text: str, trigger: str, wanted: str | None, pack: LanguagePack, parser: Any) -> None:
    document = extract(RawPage("page.txt", (HEAD + text + "\n").encode(), "text/plain"), pack)
    assert isinstance(document, Document)
    analysis = annotate(document, pack, parser)
    times = {time.id: time.edtf for time in analysis.times}
    event = next(each for each in analysis.events if trigger in document.text[slice(*each.trigger)])
    found = times.get(event.time, event.time) if event.time else None
    assert found == wanted
