from __future__ import annotations

import itertools

import pytest

from geo.errors import UsageError
from geo.model import Kind, Place, Position, Report, Toponym
from geo.toponyms import recognise
from geo.toponyms.agreement import VALUES, Agreement
from geo.toponyms.context import Context
from geo.toponyms.fast import names_of
from geo.toponyms.tokens import tokenise


def found(text, gazetteer, kind=None):
    return [item.text for item in recognise(Report(text), gazetteer) if kind is None or item.kind is kind]


PLACES = [
    ("Fallujah, 40 miles west of Baghdad, fell in January.", ["Fallujah", "Baghdad"]),
    ("Fallujah's mayor left the city.", ["Fallujah"]),
    ("The road to ‘Ayn al-‘Arab is open.", ["‘Ayn al-‘Arab"]),
    ("Clashes near al-ʻArish and Ba‘qūbah.", ["al-ʻArish", "Ba‘qūbah"]),
    ("Fighting reached Al ‘Azīzīyah on Monday.", ["Al ‘Azīzīyah"]),
    ("The Kremlin and the White House spoke; Downing Street and the Pentagon did not.", []),
    ("The Houston Chronicle reported from Dallas.", ["Dallas"]),
    ("The Azov brigade fought near Mariupol.", ["Mariupol"]),
    ("Kenya Airways flies to Juba.", ["Juba"]),
    ("Under the Minsk agreements, guns left Mariupol.", ["Mariupol"]),
    ("Washington said that London had agreed.", ["Washington", "London"]),
    ("Troops entered the city's northwestern neighbourhood of al-Julan.", ["al-Julan"]),
    ("The town of Kaluamba was quiet on Monday.", ["Kaluamba"]),
    ("They had taken al-Bab in Aleppo province.", ["al-Bab", "Aleppo"]),
    ("The city of Deir ez-Zor was cut off.", ["Deir ez-Zor"]),
    ("He flew to New York City from South Africa.", ["New York City", "South Africa"]),
    ("She lives in Rapides Parish, Louisiana.", ["Rapides Parish", "Louisiana"]),
    ("A man from Charleston, W.Va., was hurt in the U.S. capital.", ["Charleston", "W.Va.", "U.S."]),
    ("KYIV, Ukraine (AP) — Shells fell on Bakhmut.", ["KYIV", "Ukraine", "Bakhmut"]),
    ("The Dallas-based firm has offices in Sydney.", ["Dallas", "Sydney"]),
    ("They struck the town of Jayrud 60 kilometres northeast of Damascus.", ["Jayrud", "Damascus"]),
    ("He was flown to Port-au-Prince and on to Côte d'Ivoire.", ["Port-au-Prince", "Côte d'Ivoire"]),
    ("Residents of al-Masluka fled on Monday.", ["al-Masluka"]),
    ("Amara fell, and Qal'at Salih was shelled.", ["Amara", "Qal'at Salih"]),
    ("She spoke at Mar-a-Lago on Monday.", ["Mar-a-Lago"]),
    ("The Berlin-born composer lives in Prague.", ["Berlin", "Prague"]),
    ("Major Yasser al-Halabi deserted.", []),
    ("A reporter of Radio Tbilisi was beaten in Batumi.", ["Batumi"]),
    ("PORT-AU-PRINCE — Gangs set fire to a market on Monday.", ["PORT-AU-PRINCE"]),
    ("The trains stop at Saint-Marcel-lès-Valence.", ["Saint-Marcel-lès-Valence"]),
    ("Kaluamba (Spanish: San José) is a village in Kenya.", ["Kaluamba", "San José", "Kenya"]),
    ("The Sava, the Drava and the Morava flow into the Danube.", ["Sava", "Drava", "Morava", "Danube"]),
    ("Shares of Norwegian Cruise Line and Turkish Airlines fell in Oslo.", ["Oslo"]),
    ("The village was part of the Kingdom of Bohemia.", ["Kingdom of Bohemia"]),
    ("Al Qaim in Anbar province was hit.", ["Al Qaim", "Anbar"]),
    ("Al Mayadin fell to the rebels on Friday.", ["Al Mayadin"]),
    ("North Korea tested a device at Punggye-ri on Sunday.", ["North Korea", "Punggye-ri"]),
    ("He moved from Shibuya-ku to Itaewon-dong.", ["Shibuya-ku", "Itaewon-dong"]),
    ("Start-up firms in Seoul grew. Follow-up loans went to Busan.", ["Seoul", "Busan"]),
    ("Al Gore met Al Sharpton in Nashville.", ["Nashville"]),
    ("A drone strike killed Tamim bin Hamad near Bin Jawad.", ["Bin Jawad"]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_whole_names_of_places_are_found(gazetteer, text, places):
    assert found(text, gazetteer, Kind.PLACE) == places


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Lt. Gen. Abdul-Wahab al-Saadi said that his men were ready.", "al-Saadi"),
        ("Michael Jordan scored. Jordan said he was tired.", "Jordan"),
        ("He told the Associated Press and Al Hayat about it.", "Associated Press"),
        ("He told the Associated Press and Al Hayat about it.", "Al Hayat"),
        ("On Monday the President spoke in March.", "March"),
        ("Jack London, the writer, was born in San Francisco.", "London"),
        ("Of course he went. So did As and By.", "Of"),
    ],
)
def test_people_organisations_and_common_words_are_no_places(gazetteer, text, nobody):
    assert nobody not in found(text, gazetteer)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Residents of Jowhar fled on Tuesday.", ["Jowhar"]),
        ("The army retook Bambari from the militants.", ["Bambari"]),
        ("The mayor of Kidal was abducted.", ["Kidal"]),
        ("Convoys left for Torit yesterday.", ["Torit"]),
        ("- Menaka: 120 families displaced", ["Menaka"]),
        ("The governor of Belgorod said Shebekino was shelled.", ["Belgorod", "Shebekino"]),
        ("Jets struck Tyre and the Dahiyeh suburb of Beirut; rockets flew.", ["Tyre", "Dahiyeh", "Beirut"]),
        ("The army freed Petrenko from the militants.", []),
        ("Relatives of Adeyemi fled on Tuesday.", []),
        ("The driver of Traoré was abducted.", []),
        ("Fighters left Kazzaz-e Bala at noon.", ["Kazzaz-e Bala"]),
        ("Troops took Barta'ah ash Sharqiyah on Monday.", ["Barta'ah ash Sharqiyah"]),
    ],
)
def test_the_words_around_a_little_known_name_tell_what_it_is(gazetteer, text, names):
    assert found(text, gazetteer) == names


def test_demonyms_are_found_and_marked(gazetteer):
    kinds = {item.text: item.kind for item in recognise(Report("The Iraqi army met Syrians in Congo."), gazetteer)}
    assert kinds == {"Iraqi": Kind.DEMONYM, "Syrians": Kind.DEMONYM, "Congo": Kind.PLACE}


def test_the_document_tells_a_person_from_a_place_of_the_same_name(gazetteer):
    person = "Chelsea Clinton spoke. Hillary Clinton listened. Clinton smiled."
    place = "He lives in Clinton, Iowa. Police in Clinton said that Clinton was quiet."
    assert "Clinton" not in found(person, gazetteer)
    assert found(place, gazetteer).count("Clinton") >= 2


def test_offsets_are_code_points_of_the_text_and_spans_do_not_overlap(gazetteer):
    text = "🙂🙂 In Paris’s 10th arrondissement, near Côte d’Or;\nmeanwhile São Paulo and New\nDelhi. " * 3
    toponyms = recognise(Report(text), gazetteer)
    assert toponyms
    assert all(text[item.start : item.end] == item.text for item in toponyms)
    assert all(a.end <= b.start for a, b in itertools.pairwise(toponyms))
    assert all(0.0 <= item.score <= 1.0 for item in toponyms)


def test_a_name_may_stand_across_a_wrapped_line(gazetteer):
    text = "The front then moved from the capital of the region to the town of Tal\nAfar, which lies in the north."
    assert "Tal\nAfar" in found(text, gazetteer)


def test_what_the_report_positions_itself_is_taken_as_it_is(gazetteer):
    place = Place("acled:1", "Hiy al-Jolan", Position(33.36, 43.77), source="given")
    given = Toponym(11, 19, "al-Jolan", given=place)
    report = Report("Clashes in al-Jolan, Fallujah.", given=(given,))
    toponyms = recognise(report, gazetteer)
    assert toponyms[0] == given
    assert [item.text for item in toponyms] == ["al-Jolan", "Fallujah"]


def test_the_same_text_gives_the_same_toponyms_after_other_texts(gazetteer):
    text = "Fighting went on in Aleppo, Idlib and Hama, the Syrian Observatory said."
    first = recognise(Report(text), gazetteer)
    recognise(Report("Aleppo Jones said Idlib Smith left. Hama Corp. closed."), gazetteer)
    assert recognise(Report(text), gazetteer) == first


def test_an_unknown_recogniser_is_refused_with_the_choices(gazetteer):
    with pytest.raises(UsageError, match="fast, spacy, both"):
        recognise(Report("Paris"), gazetteer, recogniser="slow")


@pytest.mark.data
def test_the_shipped_weights_find_most_of_what_annotators_found(gazetteer, data, root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    monkeypatch.setenv("CONFLICTMAP_DATA", str(data))
    from _corpora import Score, corpus_paths, read_corpus, score_exact

    total = Score(0, 0, 0)
    for document in read_corpus(corpus_paths()["lgl"])[:60]:
        spans = [(item.start, item.end) for item in recognise(Report(document.text), gazetteer)]
        total += score_exact(spans, [(mention.start, mention.end) for mention in document.mentions])
    assert total.gold > 300
    assert total.f1 > 0.8


def test_clubs_are_no_places_and_the_cities_they_play_in_are(gazetteer):
    text = (
        "Manchester United came from behind to beat Arsenal 3-1 on Sunday. Chelsea drew at home, and Real Madrid lost "
        "2-0. The champions fly to Lisbon on Tuesday; the final will be held in Istanbul in June."
    )
    assert found(text, gazetteer, Kind.PLACE) == ["Lisbon", "Istanbul"]


def test_the_second_look_gives_a_value_for_each_of_its_names(gazetteer):
    text = "Fighting went on in Homs and Hama, near the town of Rastan."
    tokens = tokenise(text)
    context = Context(text, tokens, names_of(gazetteer))
    values = Agreement(context, [1.0] * len(context.spans)).values(0)
    assert len(values) == len(VALUES)
    assert dict(zip(VALUES, values, strict=True))["own"] == 1.0


@pytest.mark.parametrize("text", ["Al-Qaim, on the border with Syria, was retaken.", "Al-Qaim, on the border, fell."])
def test_what_lies_on_a_border_or_a_bank_is_a_place(gazetteer, text):
    assert text.partition(",")[0] in [item.text for item in recognise(Report(text), gazetteer)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Clashes in al-Hamdunah left three dead.", ["al-Hamdunah"]),
        ("Shelling hit al-Zubrustan and ar-Rumaythila.", ["al-Zubrustan", "ar-Rumaythila"]),
        ("Forces retook ash-Shurfiya in the morning.", ["ash-Shurfiya"]),
        ("Al-Hamdunah was shelled on Sunday.", ["Al-Hamdunah"]),
        ("Raqqa was taken first and al-Bab later.", ["Raqqa", "al-Bab"]),
    ],
)
def test_villages_with_the_arabic_article_are_found_though_no_gazetteer_has_them(gazetteer, text, places):
    assert found(text, gazetteer) == places


@pytest.mark.parametrize(
    "text",
    ["Mr al-Hamdunah denied it.", "Mohammed al-Rumaythi was sacked.", "General al-Zubrusi ordered a withdrawal."],
)
def test_people_with_the_arabic_article_are_no_places(gazetteer, text):
    assert found(text, gazetteer) == []


def test_the_article_is_no_given_name_and_no_state(gazetteer):
    names = names_of(gazetteer)
    features = names.of("al-Zubrustan", ["al", "-", "Zubrustan"]).features()
    assert not [feature for feature in features if feature.startswith("fn=True") or "statecue" in feature]
    assert names.of("al-Zubrustan", ["al", "-", "Zubrustan"]).base == "joined"
    # Without its article it is the same name; what only folds to the same is less.
    assert names.of("Qamishli", ["Qamishli"]).base == "large"


@pytest.mark.parametrize("name", ["Qamishli", "Marinka", "Khan Sheikhoun"])
@pytest.mark.parametrize("fate", ["was shelled on Monday", "has been under heavy bombardment", "was recaptured in May"])
def test_what_befalls_places_tells_them(gazetteer, name, fate):
    assert found(f"{name} {fate}.", gazetteer) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He flew to Trinidad and Tobago on Monday.", "Trinidad and Tobago"),
        ("Goma sits on the shore of Lake Kivu, on the border with Rwanda.", "Goma"),
        ("Ganderbal is in Jammu and Kashmir state, India.", "Jammu and Kashmir"),
        (
            "Shelling was reported in Jamrud, in Federally Administered Tribal Areas, officials in Pakistan said.",
            "Federally Administered Tribal Areas",
        ),
    ],
)
def test_long_and_joined_names_of_well_known_places_are_whole(gazetteer, text, name):
    assert name in [toponym.text for toponym in recognise(Report(text), gazetteer)]
