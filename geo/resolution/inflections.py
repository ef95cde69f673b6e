"""Base forms of names as Ukrainian, Russian and Arabic sentences inflect them: "Харкова" → "Харків".

Gazetteers list names in the nominative. The forms yielded here are guesses, the likeliest first; a guess counts
only where the gazetteer knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["base_forms"]

_CYRILLIC = lazy(r"[\u0400-\u04ff'\u2019\u02bc-]{4,40}")
_ARABIC = lazy(r"[وفبكل]{0,2}(?=ال)|ل(?=ل)|[وفبكل](?=[\u0621-\u064a]{4})")

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # adjectives, as in names of regions
    ("ською", ("ська", "ськ")), ("ської", ("ська", "ськ")), ("ській", ("ська", "ськ")), ("ську", ("ська",)),
    ("ского", ("ский", "ск")), ("ской", ("ская", "ск")), ("скую", ("ская",)), ("ском", ("ск", "ский")),
    ("ського", ("ськ", "ський")), ("ському", ("ськ", "ський")),
    # nouns
    ("ією", ("ія",)), ("ії", ("ія",)), ("ію", ("ія",)), ("ии", ("ия",)), ("ию", ("ия",)), ("ией", ("ия",)),
    ("иї", ("ия",)), ("ами", ("и", "ы", "а")), ("ями", ("і", "и")), ("ах", ("и", "ы", "а")), ("ях", ("і", "и")),
    ("ою", ("а",)), ("ею", ("я", "ь")), ("ом", ("", "о")), ("ем", ("ь", "е", "")), ("єм", ("й",)), ("ям", ("ь",)),
    ("ой", ("а",)), ("ей", ("я", "ь")), ("ові", ("",)), ("еві", ("ь", "")), ("ів", ("и", "і")), ("ов", ("ы",)),
    ("ця", ("ець",)), ("ці", ("ка", "ця", "ець")), ("цю", ("ка", "ця", "ець")), ("зі", ("га",)), ("сі", ("ха",)),
    ("а", ("", "о")), ("я", ("ь", "й", "е")), ("у", ("", "а", "о")), ("ю", ("ь", "я", "й")),
    ("і", ("", "а", "о", "ь", "я")), ("ї", ("я", "й")), ("и", ("а", "ь", "я")), ("ы", ("а", "")),
    ("е", ("", "а", "о", "ь", "я")),
)  # fmt: skip
_SHORTEST_STEM = 3
_MOST = 24


def base_forms(name: str) -> Iterator[str]:
    """Yield base forms of a name in Cyrillic or Arabic letters; nothing for other scripts.

    >>> "Харків" in base_forms("Харкова")
    True
    >>> "Харківська область" in base_forms("Харківській області")
    True
    """
    if not name or name.isascii():
        return
    words = name.split(" ")
    if all(_CYRILLIC.fullmatch(word) for word in words):
        first, *rest = words
        tail = " ".join("область" if word in {"області", "областю", "области", "областью"} else word for word in rest)
        for number, form in enumerate(_cyrillic(first)):
            if number >= _MOST:
                return
            yield f"{form} {tail}" if tail else form
    elif name[0] == "ل" and len(name) > _SHORTEST_STEM and name[1] != "ل":
        yield "ا" + name  # "ليابان", as it stands in "لليابان" behind the particle
        yield name[1:]
    elif match := _ARABIC.match(name):
        bare = name[match.end() :]
        if match.end() and bare:
            yield "ال" + bare[1:] if match.group() == "ل" and bare.startswith("ل") else bare


def _cyrillic(word: str) -> Iterator[str]:
    seen = {word}
    for ending, bases in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            for base in bases:
                for form in (*_alternated(stem, base), stem + base):
                    if form not in seen:
                        seen.add(form)
                        yield form


def _alternated(stem: str, base: str) -> Iterator[str]:
    """Yield the stem with the vowel of a closed syllable: Харков- → Харків, Києв- → Київ, Львов- → Львів."""
    if base == "" and stem.endswith(("ов", "ев", "єв", "ол", "ор", "од", "ог")):
        yield stem[:-2] + ("ї" if stem[-2] == "є" else "і") + stem[-1]
    if base == "ь" and stem.endswith(("ел", "ол")):
        yield stem[:-2] + "і" + stem[-1] + base
    if base == "" and stem.endswith(("ц", "к")):
        # "Донца" → "Донец"
        yield stem[:-1] + "е" + stem[-1]
