"""Regions that Russian and Ukrainian texts name without the word for one: Донеччина, Курская и Белгородская области.

Gazetteers list them as "Донецька область"; both forms lead there.
"""

from __future__ import annotations

from geo.patterns import lazy

_NAMED = lazy(
    r"(?P<stem>[\u0400-\u052f'\u2019\u02bc-]{2,24}?)(?:(?P<soft>[чт])чин|(?P<hard>[дж])чин|щин)(?:ами|ах|ою|ой|[аиіуыею])?"
)
_ADJECTIVE = lazy(r"(?P<stem>[\u0400-\u052f'\u2019\u02bc-]{2,24}[сзц])(?P<sign>ь?)к(?:ої|ій|ою|ой|ую|ая|а|у)")
PLURAL = frozenset(
    ("области", "областей", "областях", "областями", "областям", "районы", "районов", "районах", "районами",
     "районам", "райони", "районів")
)  # fmt: skip
"""Words for several regions, behind the adjectives that name them."""

AND = frozenset({"и", "і", "й", "та"})


def is_adjective(word: str) -> bool:
    """Tell whether a word may be the adjective that names a region.

    >>> is_adjective("Курской"), is_adjective("Херсонській"), is_adjective("Москвы")
    (True, True, False)
    """
    return word[:1].isupper() and _ADJECTIVE.fullmatch(word) is not None


def regions(word: str) -> tuple[str, ...]:
    """Return what the gazetteer may call the region that ``word`` names; nothing where it names none by its form.

    >>> regions("Донеччині"), regions("Сумщина")[:1], regions("Брянщине")[1:], regions("Курской")
    (('Донецька область',), ('Сумська область',), ('Брянская область',), ('Курская область',))
    """
    if word.isascii():
        return ()
    found = _ADJECTIVE.fullmatch(word)
    if found is not None:
        return (f"{found['stem']}{'ька' if found['sign'] else 'кая'} область",)
    found = _NAMED.fullmatch(word)
    if found is None:
        return ()
    stem = found["stem"]
    if found["soft"]:
        return (f"{stem}ц{'ька' if found['soft'] == 'ч' else 'кая'} область",)
    if found["hard"]:
        return (f"{stem}{found['hard']}ская область",)
    return f"{stem}ська область", f"{stem}ская область"
