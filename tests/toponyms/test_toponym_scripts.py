from __future__ import annotations

import pytest

from geo.model import Report
from geo.toponyms import base_forms, recognise


def found(text, gazetteer):
    return [item.text for item in recognise(Report(text), gazetteer)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("سيطرت القوات العراقية على حي الجولان شمال غربي الفلوجة.", ["العراقية", "الجولان", "الفلوجة"]),
        ("قال رئيس الوزراء في بغداد إن الموصل ستتحرر.", ["بغداد", "الموصل"]),
        ("وببغداد وبالبصرة تظاهر المئات.", ["بغداد", "البصرة"]),
        ("قصف الطيران بلدة خان شيخون في محافظة إدلب.", ["خان شيخون", "محافظة إدلب"]),
        ("بدأت العملية في تموز بعد تسعة أشهر من القتال.", []),
        ("قرب الحدود السورية", ["السورية"]),
        ("محمد حسين علي", []),
        ("قصف في محافظتي إدلب وحلب", ["إدلب", "حلب"]),
        ("معارك بين حمص وحماة", ["حمص", "حماة"]),
        ("الطريق بين تازربو و هون مقطوع.", ["تازربو", "هون"]),
        ("أعلنت السلطات حظر التجول.", []),
    ],
)
def test_arabic_names_are_found_without_their_particles(gazetteer, text, places):
    assert found(text, gazetteer) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Бои идут в Бахмуте и под Авдеевкой.", ["Бахмуте", "Авдеевкой"]),
        ("Войска наступают в Харьковской области, у Часова Яра.", ["Харьковской области", "Часова Яра"]),
        ("Під Харковом та в Авдіївці тривають бої.", ["Харковом", "Авдіївці"]),
        ("Від Харкова до Авдіївки дорога відкрита.", ["Харкова", "Авдіївки"]),
        ("У Запоріжжі пролунали вибухи.", ["Запоріжжі"]),
        ("Удары по Киеву, Одессе и Львову.", ["Киеву", "Одессе", "Львову"]),
        ("Владимир Зеленский сообщил об этом.", []),
        ("Того тижня вони пішли.", []),
        ("В Курской и Белгородской областях сбиты беспилотники.", ["Курской", "Белгородской"]),
        ("У Херсонській та Запорізькій областях тривають бої.", ["Херсонській", "Запорізькій"]),
        ("На Донеччині, Харківщині та Сумщині лунала тривога.", ["Донеччині", "Харківщині", "Сумщині"]),
        ("Губернатор Курской области Алексей Смирнов уехал.", ["Курской области"]),
        ("Он встретился с Петром Ивановым.", []),
        ("Дорога між Курганне та Рекшин перекрита.", ["Курганне", "Рекшин"]),
        ("Бої тривають у районі населеного пункту Путиловичі.", ["Путиловичі"]),
        ("Ворог атакує в напрямку Новотаромське та Глибочок.", ["Новотаромське", "Глибочок"]),
        ("Вибухи чути у Києві, Петренко мовчить.", ["Києві"]),
        ("Президент Зеленский встретился с Макроном в Париже.", ["Париже"]),
        ("Глава МИД прибыл в Анкару из Москвы.", ["Анкару", "Москвы"]),
        ("Генерал Сырский и мэр Москвы молчат.", ["Москвы"]),
        ("Удар по г. Краматорск и с. Мирне.", ["Краматорск", "Мирне"]),
        ("Мешканці Кролевця та біля Черкас чули вибухи.", ["Кролевця", "Черкас"]),
        ("Противник обстрелял Романовку ночью.", ["Романовку"]),
    ],
)
def test_russian_and_ukrainian_names_are_found_in_their_cases(gazetteer, text, places):
    assert found(text, gazetteer) == places


@pytest.mark.parametrize(
    ("inflected", "nominative"),
    [
        ("Бахмуте", "Бахмут"),
        ("Харковом", "Харків"),
        ("Авдіївці", "Авдіївка"),
        ("Києві", "Київ"),
        ("Харьковской области", "Харьковская область"),
        ("Донецькій\nобласті", "Донецька область"),
        ("Москвой", "Москва"),
        ("Fallujah", "Fallujah"),
        ("", ""),
    ],
)
def test_base_forms_hold_the_nominative_and_begin_with_the_name(inflected, nominative):
    forms = base_forms(inflected)
    assert forms[0] == inflected
    assert nominative in forms


def test_other_scripts_give_their_well_known_cities(gazetteer):
    assert found("北京和上海", gazetteer) == ["北京", "上海"]
    assert "תל אביב" in found("החות'ים תקפו את תל אביב", gazetteer)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("fighting went on near raqqa and in new york.", ["raqqa", "new york"]),
        ("CLASHES IN RAQQA AS TROOPS ENTER FALLUJAH", ["RAQQA", "FALLUJAH"]),
        ("JETS HIT TARGET NEAR DAMASCUS\nThe army said that jets struck near Homs.", ["DAMASCUS", "Homs"]),
    ],
)
def test_text_without_capitals_or_in_capitals_is_read_like_any_other(gazetteer, text, places):
    assert found(text, gazetteer) == places
