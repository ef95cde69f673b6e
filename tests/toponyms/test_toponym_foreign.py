from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Report
from geo.toponyms import recognise
from geo.toponyms.foreign import language, parted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le maire de la ville est dans les rues.", "fr"),
        ("El presidente viajó a Londres para pedir más armas.", "es"),
        ("Der Sprecher der Behörde ist in der Stadt.", "de"),
        ("Ordu güneydeki kasabayı bombaladı ve çekildi.", "tr"),
        ("The mayor of El Paso spoke to the men of Las Cruces and of Los Alamos in the evening.", ""),
        ("Fallujah", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_its_small_words(text, code):
    assert language(text) == code


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Selon le maire de Mossoul, les travaux avancent dans la ville.", ["Mossoul"]),
        ("Les frappes ont touché les quartiers d'Alep et l'est de l'Ukraine.", ["Alep", "Ukraine"]),
        ("Según el ministro de Defensa, la base está al oeste de Trípoli, en Libia.", ["Trípoli", "Libia"]),
        ("Der Kanzler reiste am Montag nach Kiew und traf dort den Präsidenten der Ukraine.", ["Kiew", "Ukraine"]),
        ("Die Halle blieb leer, und das Wetter war schlecht; die Stadt Aleppo ist zerstört.", ["Aleppo"]),
        ("Gazze'de ateşkes görüşmeleri Kahire'de sürüyor, Katar da arabulucu.", ["Gazze", "Kahire", "Katar"]),
        ("Kara kuvvetleri Van ve Batman arasında operasyon başlattı, dört asker yaralandı.", ["Van", "Batman"]),
    ],
)
def test_words_of_the_language_are_no_places_and_well_known_names_are(gazetteer, text, places):
    assert [item.text for item in recognise(Report(text), gazetteer)] == places


@given(st.text(max_size=200), st.sampled_from(["fr", "es", "de", "tr", ""]))
def test_parting_keeps_the_length(text, code):
    assert len(parted(text, code)) == len(text)
