"""Which ends of a span can be those of a known name: told from the names as they stand where folding cannot add any."""

from __future__ import annotations

import pytest

from geo.gazetteer import open_gazetteer
from geo.toponyms.candidates import LONGEST, runs
from geo.toponyms.context import Context
from geo.toponyms.names import Names
from geo.toponyms.tokens import tokenise

TEXTS = (
    "New York City Council met President Barack Obama in Kansas City, Missouri, and flew to Trinidad and Tobago.",
    "Al-Qadisiyah Governorate lies beside An Najaf; Deir ez-Zor and Tall Abyad are in Syria, Mahmud-e Raqi is not.",
    "King's Lynn, Prince George's County, Port-au-Prince and St. Louis Park were named by Tom Johnson Hall.",
    "Novooleksiivka, Velyka Novosilka and Green Bay Packers Road; Bel Air South; São Paulo State; Côte d'Ivoire.",
    "FORT WORTH AND EL PASO, Texas. Kurdish Workers Party. Qal'at Salih. Ar Rutba Street East. Saint John Parish.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_no_known_name_is_left_out(text: str) -> None:
    names = Names(open_gazetteer([]))
    tokens = tokenise(text)
    known = 0
    for run in runs(text, tokens):
        for first in range(run.first, run.last):
            last = min(run.last, first + LONGEST)
            ends = names.ends(text, tokens, first, last)
            for end in range(first, last + 1):
                surface = text[tokens.starts[first] : tokens.ends[end]]
                if names.of(surface, tokens.words[first : end + 1]).base not in {"unknown", "demonym"}:
                    known += end in ends
                    found = names.of(surface, tokens.words[first : end + 1]).known
                    assert end in ends or not found, surface
    assert known


def test_the_word_for_a_people_is_looked_at_in_a_longer_run() -> None:
    text = "Farmers from the valley sold olives at the DeLallo Italian Marketplace and at a Greek and Italian Grill."
    context = Context(text, tokenise(text), Names(open_gazetteer([])))
    assert [span.surface for span in context.spans if span.name.demonym] == ["Italian", "Greek", "Italian"]
