import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.dates import Stamp, read_stamps
from selon.lang import LanguagePack, load_pack


@pytest.mark.parametrize(
    ("line", "exact", "edtf", "zone", "role"),
    [
        ("31 Août 2023 16:12 (UTC+01:00)", None, "2023-08-31T16:12+01:00", "+01:00", None),
        ("Corée du Nord 14.09.2023 à 10h24", "14.09.2023 à 10h24", "2023-09-14T10:24", None, None),
        ("Publié le 12/06/2023 à 08:15", "le 12/06/2023 à 08:15", "2023-06-12T08:15", None, "published"),
        (" date 2024-06 Un pacte", "2024-06", "2024-06", None, "published"),
        ("lundi 12 juin 2023", None, "2023-06-12", None, None),
        ("Mercredi 3 juin 2020 - 20h51", None, "2020-06-03T20:51", None, None),
        ("12 juin 2023 | 18:05", None, "2023-06-12T18:05", None, None),
        ("Par Anne Martin, le 1er mars 2020", "le 1er mars 2020", "2020-03-01", None, "published"),
        ("Mis à jour le 4 mai 2021 à 9 h", "le 4 mai 2021 à 9 h", "2021-05-04T09:00", None, "modified"),
        ("14/09/2023 10:24 GMT+2", None, "2023-09-14T10:24+02:00", "+02:00", None),
        ("2023-08-31T16:12:00+01:00", None, "2023-08-31T16:12+01:00", "+01:00", None),
        ("12 mars 2019 (heure de Paris)", None, "2019-03-12", "Europe/Paris", None),
        ("juin 2023", None, "2023-06", None, None),
        ("il y a 3 heures", "3 heures", None, None, None),
        ("Mis à jour hier à 10h", "hier à 10h", None, None, "modified"),
        ("PARIS, 14 sept. (AFP) --", "14 sept.", None, None, None),
        ("Publié le 12 Feb 2024", "12 Feb 2024", "2024-02-12", None, "published"),
        ("12 Dec 2024", None, "2024-12-12", None, None),
        ("May 3rd, 2024", None, "2024-05-03", None, None),
        ("12. 02. 2024", None, "2024-02-12", None, None),
        ("Mis en ligne le 3. 11. 2024 à 9:05", "3. 11. 2024 à 9:05", "2024-11-03T09:05", None, "published"),
        ("10:24 septembre 14, 2023", None, "2023-09-14T10:24", None, None),
        ("14 septembre, 2023", None, "2023-09-14", None, None),
        ("février 2, 2024 | 18h05", None, "2024-02-02T18:05", None, None),
        ("N°12 septembre 2023", "septembre 2023", "2023-09", None, None),
        ("Numéro 7 - mars 2024", "mars 2024", "2024-03", None, None),
        ("n° 345 du 12 mars 2024", "12 mars 2024", "2024-03-12", None, None),
    ],
)
def test_one_stamp(
    line: str, exact: str | None, edtf: str | None, zone: str | None, role: str | None, pack: LanguagePack
) -> None:
    (stamp,) = read_stamps(line, pack)
    assert line[stamp.start : stamp.end] == (exact or line)
    assert (stamp.edtf, stamp.zone, stamp.role) == (edtf, zone, role)


def test_two_stamps_in_a_line(pack: LanguagePack) -> None:
    line = "Publié le 3 mai 2021, 14h05 | Mis à jour le 4 mai 2021 à 9 h"
    assert [(stamp.edtf, stamp.role) for stamp in read_stamps(line, pack)] == [
        ("2021-05-03T14:05", "published"),
        ("2021-05-04T09:00", "modified"),
    ]


@pytest.mark.parametrize(
    "line", ["3 min de lecture", "Lire plus tard", "45 commentaires", "Accueil > Monde", "N°12"]
)
def test_no_stamp(line: str, pack: LanguagePack) -> None:
    assert read_stamps(line, pack) == ()


@pytest.mark.parametrize(
    "line",
    ["Feb 30, 2024", "31. 04. 2024", "version 3. 2. 20245", "en septembre 14 personnes", "le lot 1. 2. 3000"],
)
def test_what_no_calendar_holds_is_no_day(line: str, pack: LanguagePack) -> None:
    assert [stamp.edtf for stamp in read_stamps(line, pack) if stamp.edtf and len(stamp.edtf) > 4] == []


@given(st.text(max_size=80))
def test_any_line_is_read(line: str) -> None:
    for stamp in read_stamps(line, load_pack("fr")):
        assert isinstance(stamp, Stamp)
        assert 0 <= stamp.start < stamp.end <= len(line)
