"""Names in running text."""

import pytest

TEXT = (
    "Iraqi forces retook Fallujah, 40 miles west of Baghdad in Anbar province. The U.S. said on Sunday that al-Qaim "
    "and Deir ez-Zor were next. Officials in Washington, D.C. met in St. Louis; Kharkiv's mayor flew to New York."
)


def found(gazetteer, text):
    return {text[start:end]: gazetteer.name(hits[0].row) for start, end, hits in gazetteer.scan(text)}


def test_the_longest_names_are_found_with_their_offsets(gazetteer):
    names = found(gazetteer, TEXT)
    for surface in (
        "Fallujah",
        "Baghdad",
        "U.S.",
        "Deir ez-Zor",
        "Washington",
        "D.C.",
        "St. Louis",
        "Kharkiv",
        "New York",
    ):
        assert surface in names


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("в городе Авдеевка сказали", "Авдеевка"),
        ("قوات دخلت الفلوجة أمس", "الفلوجة"),
        ("у місті Харків сьогодні", "Харків"),
        ("军队进入费卢杰。", "费卢杰"),
    ],
)
def test_any_script_is_scanned(gazetteer, text, surface):
    assert surface in found(gazetteer, text)


def test_names_do_not_cross_commas_or_begin_in_words(gazetteer):
    assert "York" not in found(gazetteer, "a newyorkish idea")
    assert "New, York" not in found(gazetteer, "New, York")


def test_an_english_as_is_no_article(gazetteer):
    assert "Syria" in found(gazetteer, "As Syria burns, nothing moves.")


def test_a_persian_link_is_no_word_of_its_own(gazetteer):
    text = "Fighting reached Dasht-i-Archi and Band Amir; Roma e Milano are far."
    names = found(gazetteer, text)
    assert names["Dasht-i-Archi"] == "Dasht-e Archī"
    assert {"Roma", "Milano"} <= set(names)


def test_longest_answers_at_one_place(gazetteer):
    text = "in New York City today"
    end, hits = gazetteer.longest(text, 3)
    assert text[3:end] == "New York City"
    assert gazetteer.country(hits[0].row) == "US"
    assert gazetteer.longest(text, 0) is None


def test_spans_never_overlap_and_lie_in_the_text(gazetteer):
    last = 0
    for start, end, hits in gazetteer.scan(TEXT * 3):
        assert last <= start < end <= len(TEXT * 3)
        assert hits
        last = end


def test_a_megabyte_without_spaces_ends(gazetteer):
    list(gazetteer.scan("Aa" * 200_000))
    list(gazetteer.scan("A-" * 20_000))
