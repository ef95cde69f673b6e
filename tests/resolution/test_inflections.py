import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.resolution import resolve_spans
from geo.resolution.inflections import base_forms


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Харкова", "Харків"),
        ("Харковом", "Харків"),
        ("Києва", "Київ"),
        ("Львові", "Львів"),
        ("України", "Україна"),
        ("Росією", "Росія"),
        ("Сирии", "Сирия"),
        ("Москве", "Москва"),
        ("Москвой", "Москва"),
        ("Мариуполя", "Мариуполь"),
        ("Донецке", "Донецк"),
        ("Ізюмом", "Ізюм"),
        ("Балаклії", "Балаклія"),
        ("Вовчанська", "Вовчанськ"),
        ("Харківській області", "Харківська область"),
        ("بالموصل", "الموصل"),
        ("وبغداد", "بغداد"),
        ("للموصل", "الموصل"),
    ],
)
def test_an_inflected_name_has_its_base_form_among_the_guesses(form, base):
    assert base in list(base_forms(form))


@pytest.mark.parametrize("name", ["", "Mosul", "巴格达", "Кім"])
def test_other_names_have_no_base_forms(name):
    assert list(base_forms(name)) == []


@given(st.text(alphabet="абвіїьовсксою ' -", max_size=60))
def test_the_guesses_are_few(name):
    assert len(list(base_forms(name))) <= 24


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Обстріл Харкова тривав.", "Харкова", "UA"),
        ("Війна в Україні та санкції проти Росії.", "Росії", "RU"),
        ("Бои в Мариуполе.", "Мариуполе", "UA"),
        ("У Харківській області спокійно.", "Харківській області", "UA"),
    ],
)
def test_inflected_names_are_placed(gazetteer, text, surface, country):
    start = text.index(surface)
    (found,) = resolve_spans(text, [(start, start + len(surface))], gazetteer=gazetteer)
    assert found.place is not None
    assert found.place.country == country


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("У Сирії повстанці здобули Алеппо, далі Хаму.", "Хаму", "Ḩamāh"),
        ("Землетрус у Туреччині: у Адані шпиталі переповнені.", "Адані", "Adana"),
        ("Бои в Панджшере.", "Панджшере", "Panjshir"),
        ("Жители Сватовского района уехали.", "Сватовского района", "Svativskyi Raion"),
        ("Над Білгородською областю збито дрони.", "Білгородською областю", "Belgorod Oblast"),
        ("تقدمت القوات نحو باخموت.", "باخموت", "Bakhmut"),
        ("زار مراكش في المغرب.", "مراكش", "Marrakesh"),
        ("سافر إلى عمّان.", "عمّان", "Amman"),
        ("وصل الوفد إلى واشنطن.", "واشنطن", "Washington"),
        ("سفن في المحيط الهندي.", "المحيط الهندي", "Indian Ocean"),
        ("الوضع في القرم متوتر.", "القرم", "Crimea"),
        ("Кораблі в Баренцевому морі та на Сицилії.", "Сицилії", "Sicily"),
        ("القتال في إقليم دونيتسك", "إقليم دونيتسك", "Donetsk"),
        ("قدمت مساعدات لليابان.", "ليابان", "Japan"),
    ],
)
def test_names_are_placed_by_their_case_their_sound_and_their_word(gazetteer, text, surface, name):
    start = text.index(surface)
    (resolved,) = resolve_spans(text, [(start, start + len(surface))], gazetteer=gazetteer)
    assert resolved.place is not None
    assert resolved.place.name == name


def test_a_district_in_the_genitive_says_which_namesake_is_meant(gazetteer):
    text = "Пожежа в селі Новоселівка Сватівського району."
    spans = [(14, 25), (26, 45)]
    village, district = resolve_spans(text, spans, gazetteer=gazetteer)
    assert [text[start:end] for start, end in spans] == ["Новоселівка", "Сватівського району"]
    assert village.place is not None
    assert district.place is not None
    assert village.place.admin1 == district.place.admin1 == "Luhansk"
