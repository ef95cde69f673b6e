"""How far two places are from each other, with both named side by side: the ways in which a text says so.

"Homs and Hama are 46 km apart", "the distance between Homs and Hama is 46 km", "it is 46 km from Homs to Hama",
"from Homs it is 46 km to Hama", "only 46 km separate Homs and Hama", "Homs is separated from Hama by 46 km",
"the 46-km road between Homs and Hama", "between Homs and Hama, a distance of 46 km". Both places stand right beside
the words that relate them; nothing is sought farther away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.claims.grammar import Mention, conversion_after, mode_beside, qualifier_before
from geo.patterns import anchored, trailing
from geo.units import lengths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.claims.base import Document
    from geo.patterns import Anchored
    from geo.units import Length

__all__ = ["Pair", "pairs"]

_REACH = 120
_SP = r"[\s\u00a0]"
_THE = r"(?:the\s)?(?:(?:central|downtown|nearby|neighbou?ring)\s)?"
"""May stand before the name of either place."""
_HEDGES = (
    r"(?:(?:only|just|about|some|around|roughly|approximately|nearly|almost|over|under|located|situated|a\smere|barely|less\sthan"
    r"|more\sthan)\s){0,3}"
)
_PIECE = r"(?:stretch(?:es)?|(?:section|segment|part|portion|piece|length|leg|strip)s?)"
_OF_A_WAY = rf"(?:{_PIECE}|of|along|on|down|up|alongside|beside)\b"
"""Says that only some of the way is meant: "30 km of the road from X to Y", "a 30-km section of the road"."""
_WAYS = {
    "road": rf"(?:(?!{_OF_A_WAY})(?:[a-z]{{2,12}}|[A-Z]\d{{1,3}})\s){{0,2}}?"
    r"(?:road|highway|motorway|route|drive|bus\sride|(?:car|road)\sjourney)",
    "rail": rf"(?:(?!{_OF_A_WAY})[a-z]{{2,12}}\s){{0,2}}?"
    r"(?:railway(?:\sline)?|railroad|rail\s(?:line|link|journey)|train\s(?:ride|journey))",
    "air": r"(?:[a-z]{2,12}\s)?flight",
}
_WAY = "|".join(f"(?P<{mode}>{words})" for mode, words in _WAYS.items())

_APART = anchored(
    rf"{_SP}{{1,2}}(?:apart|from\s(?:each\sother|one\sanother)|distant\sfrom\seach\sother)\b",
    re.IGNORECASE,
    needs=("apart", "from"),
)
_SEPARATE = anchored(rf"{_SP}{{1,2}}(?:separat(?:es?|ed|ing)|(?:lies?|lay)\sbetween|divid(?:es?|ed|ing))\s{_THE}")
_FROM_HERE = anchored(rf"{_SP}{{1,2}}(?:from|between)\s{_THE}")
_TO_THERE = anchored(rf"{_SP}{{1,2}}to\s{_THE}")
_ALONG = anchored(
    rf"(?:[-\s\u00a0](?:long\s)?)(?:{_WAY})(?:\s(?:that|which))?\s"
    r"(?:between|from|link(?:s|ed|ing)|connect(?:s|ed|ing)|join(?:s|ed|ing)|runs?\s(?:from|between)|running\s(?:from|between)"
    rf"|leads?\sfrom|leading\sfrom)\s{_THE}"
)
_TO = anchored(rf"\sto\s{_THE}")
_AND = anchored(rf"\s(?:and|from|to)\s{_THE}")
_WITH = anchored(rf"\s(?:and|to|with)\s{_THE}")

_ARE = trailing(
    rf"(?:,\s(?-i:[a-z])[^,.;:()]{{2,60}})?,?(?:\s(?:are|were|lie|stand|sit)|,)\s{_HEDGES}\Z", re.IGNORECASE
)
_IS = trailing(rf"\s(?:is|was|being|measures|covers)\s{_HEDGES}\Z", re.IGNORECASE)
_IT_IS = trailing(rf"\b(?:it(?:\sis|\swas|['’]s)|there\s(?:is|are|was|were))\s{_HEDGES}\Z", re.IGNORECASE)
_FROM_TO_IS = trailing(rf"(?:\s(?:is|was|are)|,?\sit(?:\sis|\swas|['’]s))\s{_HEDGES}\Z", re.IGNORECASE)
_OPENING_FROM = trailing(r"(?:\A|[.!?;:“\"'‘(–—-]|[^\w\s]\s)\s?[Ff]rom\s(?:the\s)?\Z", needs=("from",))
_ELSEWHERE = anchored(r"\s(?:away|from|of|(?:north|south|east|west)\w{0,5})\b")
_SEPARATED_FROM = trailing(
    rf"\s(?:is|are|was|were)\sseparated\sfrom\s(?:the\s)?(?P<rest>[^.;]{{1,60}}?)\sby\s{_HEDGES}\Z"
)
_SEPARATED = trailing(rf"\s(?:is|are|was|were)\sseparated\sby\s{_HEDGES}\Z")
_A_DISTANCE_OF = trailing(rf"\s?[,(–—-]\s?(?:which\sis\s)?(?:at\s)?a\sdistance\sof\s{_HEDGES}\Z")
_WAY_BETWEEN = trailing(rf"\b(?:distance|{_WAY})\s(?:between|from)\s(?:the\s)?\Z", re.IGNORECASE)
_PIECE_OF = trailing(
    rf"\b{_PIECE}\s(?:of|along|on)\s(?:[\w-]{{1,20}}\s){{0,3}}\Z", re.IGNORECASE, needs=("of", "along", "on")
)
_BETWEEN = trailing(r"\b(?:between|from)\s(?:the\s)?\Z", re.IGNORECASE)
_FROM = trailing(r"\bfrom\s(?:the\s)?\Z", re.IGNORECASE)


class Pair(NamedTuple):
    """The two places (toponyms), and what is said of them, with the span of the claim."""

    first: int
    second: int
    mention: Mention


def pairs(document: Document) -> Iterator[Pair]:
    """Yield the distances that are said of a pair of places."""
    for length in lengths(document.text):
        said = _Said(document, length)
        for form in _FORMS:
            pair = form(said)
            if pair is not None:
                yield pair
                break


class _Said:
    """A length with what stands around it in its sentence."""

    def __init__(self, document: Document, length: Length) -> None:
        self.document = document
        self.text = text = document.text
        self.length = length
        self.qualifier, self.start = qualifier_before(text, length.start)
        end, self.bracketed = conversion_after(text, length)
        self.mode, self.end = mode_beside(text, length.start, end)
        sentence = document.sentence_at(length.start)
        self.begin, self.stop = max(sentence.start, length.start - _REACH), sentence.end
        self.before = text[self.begin : length.start]

    def pair(self, places: tuple[int, int], start: int, end: int, mode: str | None = None) -> Pair:
        """Return the pair; the claim spans from ``start`` to ``end``, and the length and its qualifier at least."""
        start, end = min(start, self.start), max(end, self.end)
        how = self.mode or mode
        return Pair(*places, Mention(start, end, self.length, None, "apart", None, self.qualifier, how, self.bracketed))

    def start_of(self, index: int) -> int:
        """Return where the name of a place begins."""
        return self.document.toponyms[index].start

    def end_of(self, index: int) -> int:
        """Return where the name of a place ends."""
        return self.document.toponyms[index].end

    def place_at(self, offset: int) -> int | None:
        """Return the place whose name begins at ``offset``, in the same sentence."""
        index = self.document.starting_at(offset) if offset < self.stop else None
        return index if index is not None and self.document.is_place(index) else None

    def place_up_to(self, offset: int) -> int | None:
        """Return the place whose name ends at ``offset``, in the same sentence."""
        named = self.document.within(self.begin, offset)
        index = named[-1] if named else None
        return index if index is not None and self.end_of(index) == offset and self.document.is_place(index) else None

    def two_from(self, offset: int, link: Anchored) -> tuple[int, int] | None:
        """Return the places of "X and Y" that begins at ``offset``; ``link`` is what may stand between them."""
        first = self.place_at(offset)
        glue = link.match(self.text, self.end_of(first)) if first is not None else None
        second = self.place_at(glue.end()) if glue is not None else None
        return (first, second) if first is not None and second is not None else None

    def two_up_to(self, offset: int, link: Anchored) -> tuple[int, int] | None:
        """Return the places of "X and Y" that ends at ``offset``."""
        second = self.place_up_to(offset)
        named = self.document.within(self.begin, self.start_of(second)) if second is not None else ()
        if second is None or not named or not self.document.is_place(named[-1]):
            return None
        glue = self.text[self.end_of(named[-1]) : self.start_of(second)]
        return (named[-1], second) if link.fullmatch(glue) is not None else None


def _are_apart(said: _Said) -> Pair | None:
    """Read "X and Y are 40 km apart", "X and Y, 40 km apart,"."""
    after = _APART.match(said.text, said.end)
    verb = _ARE.search(said.before) if after else None
    two = said.two_up_to(said.begin + verb.start(), _WITH) if verb else None
    return said.pair(two, said.start_of(two[0]), after.end()) if two and after else None


def _distance_is(said: _Said) -> Pair | None:
    """Read "the distance from X to Y is 40 km", "the road between X and Y is 40 km long"."""
    verb = _IS.search(said.before)
    two = said.two_up_to(said.begin + verb.start(), _WITH) if verb else None
    way = _WAY_BETWEEN.search(said.before[: said.start_of(two[0]) - said.begin]) if two else None
    if way is not None and _PIECE_OF.search(said.before[: way.start()]) is not None:
        return None
    return said.pair(two, said.begin + way.start(), said.end, _mode_of(way)) if two and way else None


def _it_is(said: _Said) -> Pair | None:
    """Read "it is 40 km from X to Y", "from X it is 40 km to Y"."""
    verb = _IT_IS.search(said.before)
    if verb is None:
        return None
    after = _FROM_HERE.match(said.text, said.end)
    two = said.two_from(after.end(), _WITH) if after else None
    if two:
        return said.pair(two, said.start, said.end_of(two[1]))
    after = _TO_THERE.match(said.text, said.end)
    second = said.place_at(after.end()) if after else None
    first = said.place_up_to(said.begin + len(said.before[: verb.start()].rstrip(" ,")))
    source = _FROM.search(said.before[: said.start_of(first) - said.begin]) if first is not None else None
    if first is None or second is None or source is None:
        return None
    return said.pair((first, second), said.begin + source.start(), said.end_of(second))


def _from_to_is(said: _Said) -> Pair | None:
    """Read "From X to Y is 40 km", "from X to Y it is 40 km", where that opens a clause."""
    verb = _FROM_TO_IS.search(said.before)
    two = said.two_up_to(said.begin + verb.start(), _TO) if verb else None
    source = _OPENING_FROM.search(said.before[: said.start_of(two[0]) - said.begin]) if two else None
    if two is None or source is None or _ELSEWHERE.match(said.text, said.end):
        return None
    return said.pair(two, said.start_of(two[0]), said.end)


def _separate(said: _Said) -> Pair | None:
    """Read "only 40 km separate X and Y", "40 km lie between X and Y"."""
    after = _SEPARATE.match(said.text, said.end)
    two = said.two_from(after.end(), _AND) if after else None
    return said.pair(two, said.start, said.end_of(two[1])) if two else None


def _separated(said: _Said) -> Pair | None:
    """Read "X is separated from Y by 40 km", "X and Y are separated by 40 km"."""
    verb = _SEPARATED.search(said.before)
    if verb is not None:
        two = said.two_up_to(said.begin + verb.start(), _WITH)
        return said.pair(two, said.start_of(two[0]), said.end) if two else None
    verb = _SEPARATED_FROM.search(said.before)
    if verb is None:
        return None
    first = said.place_up_to(said.begin + verb.start())
    second = said.place_at(said.begin + verb.start("rest"))
    if first is None or second is None or said.end_of(second) != said.begin + verb.end("rest"):
        return None
    return said.pair((first, second), said.start_of(first), said.end)


def _way(said: _Said) -> Pair | None:
    """Read "the 40-km road between X and Y", "a 40-kilometre railway connects X with Y"."""
    after = _ALONG.match(said.text, said.length.end)
    two = said.two_from(after.end(), _WITH) if after else None
    return said.pair(two, said.start, said.end_of(two[1]), _mode_of(after)) if two else None


def _distance_of(said: _Said) -> Pair | None:
    """Read "between X and Y, a distance of 40 km"."""
    verb = _A_DISTANCE_OF.search(said.before)
    two = said.two_up_to(said.begin + verb.start(), _WITH) if verb else None
    opening = _BETWEEN.search(said.before[: said.start_of(two[0]) - said.begin]) if two else None
    return said.pair(two, said.begin + opening.start(), said.end) if two and opening else None


def _mode_of(match: re.Match[str] | None) -> str | None:
    """Return the way that is named: road, rail or air."""
    return next((mode for mode in _WAYS if match is not None and match[mode]), None)


_FORMS: tuple[Callable[[_Said], Pair | None], ...] = (
    _are_apart, _distance_is, _it_is, _from_to_is, _separate, _separated, _way, _distance_of,
)  # fmt: skip
