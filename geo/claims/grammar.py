"""Where a text states a distance or a direction between two things: the words, without any place known.

A *mention* is a length or a compass word that relates two things: "40 miles west of", "within nine miles
of", "22 miles away", "to the north of". Lengths that measure a thing (a 15-kilometre front), a movement
(drove 20 km) or a race are no mentions. Everything is looked for right beside the length, with bounded
expressions, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.claims._ellipsis import going_on, without_unit
from geo.claims._foreign_lengths import SCRIPTS, foreign_mentions
from geo.claims.adjacent import NAME
from geo.model import Stated
from geo.patterns import anchored, lazy, trailing
from geo.units import COMPASS_PATTERN, Heading, Length, heading_of, lengths

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mention", "conversion_after", "find_claims", "mode_beside", "qualifier_before"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A distance, a direction or both, as the text relates two things by them.

    ``start`` and ``end`` span the words up to the relation ("40 miles west of"); ``after`` is where the
    reference begins, None where the text names none ("22 miles away", "30 km to the north").
    ``qualifier`` is about, at_least, at_most, within or None; ``mode`` is road, rail, water, air or None.
    ``bracketed`` is the conversion in brackets ("65 km (40 miles)").
    """

    start: int
    end: int
    length: Length | None
    heading: Heading | None
    relation: str
    after: int | None
    qualifier: str | None = None
    mode: str | None = None
    bracketed: Length | None = None

    @property
    def kind(self) -> str:
        """``distance+direction``, ``distance`` or ``direction``."""
        if self.length is None:
            return "direction"
        return "distance" if self.heading is None else "distance+direction"

    def stated(self) -> Stated:
        """Return what the mention states, in metres and degrees."""
        low: float | None = None
        high: float | None = None
        if self.length is not None:
            low = None if self.qualifier in ("at_most", "within") else self.length.low_m
            high = None if self.qualifier == "at_least" else self.length.high_m
        return Stated(
            low_m=low,
            high_m=high,
            unit=self.length.unit if self.length else None,
            heading=self.heading.name if self.heading else None,
            azimuth_deg=self.heading.azimuth_deg if self.heading else None,
            half_angle_deg=self.heading.half_angle_deg if self.heading else None,
            qualifier=self.qualifier,
            mode=self.mode,
            bracketed_m=self.bracketed.middle_m if self.bracketed else None,
        )

    @property
    def is_implicit(self) -> bool:
        """Whether the text leaves open from where it is measured."""
        return self.after is None


_SP = r"[\s\u00a0]{1,3}"
_MODES = {
    "road": r"by\s(?:the\s)?(?:road|car|bus|highway|motorway|land)|(?:of\s)?(?:driving|road)(?:\sdistance)?"
    r"|(?:along|on)\sthe\s(?:road|highway|motorway)|drive|via\sroad",
    "rail": r"by\s(?:rail(?:way|road)?|train)",
    "water": r"by\s(?:water|sea|ship|boat|river|ferry)|(?:up|down)(?:stream|river)(?!\sof\b)|up\sriver|down\sriver",
    "air": r"as\sthe\scrow\sflies|by\sair|in\sa\sstraight\sline|straight-line(?:\sdistance)?|air\sdistance"
    r"|aerial\sdistance|by\splane",
}
_MODE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _MODES.items())
_MODE_HERE = anchored(rf"(?:{_SP})?,?\s?(?:\(|distance\s)?(?:{_MODE})\b\)?,?", re.IGNORECASE)
_MODE_BEHIND = anchored(
    rf"(?:[a-z][\w’'-]{{0,13}}\s){{0,4}}(?:{NAME}|capital|city|town)\s?,?\s(?P<mode>by\s(?:the\s)?(?:road|car|bus|highway|motorway|land"
    r"|rail|railway|train|water|sea|ship|boat|river|ferry|air|plane)|as\sthe\scrow\sflies|in\sa\sstraight\sline)\b",
    needs=("by", "crow", "straight"),
)
"""Behind what is measured from: "400 km north of the capital by road"."""
_MODE_BEFORE = trailing(
    r"\b(?:(?P<road>(?:road|driving|highway)\sdistance|drive)|(?P<air>(?:air|aerial|straight[\s-]line)\sdistance))"
    r"\s(?:of|is)\s(?:(?:about|some|around|approximately|only|just)\s)?\Z",
    re.IGNORECASE,
    needs=("distance", "drive"),
)
_BRACKET = anchored(r"[\s\u00a0]{0,3}[(\[]([^()\[\]]{1,48})[)\]]", needs=("(", "["))
_SLASH = anchored(r"\s?(?:/|,\sor\s|\sor\s)\s?(?:about\s|some\s|around\s)?(?=[\d½¼¾])", needs=("/", "or"))

_DIRECTION = rf"(?P<compass>{COMPASS_PATTERN}(?:\s(?:and|or|to)\s(?:to\s)?(?:the\s)?{COMPASS_PATTERN})?)"
_ADVERB = (
    r"(?:(?i:due|directly|straight|just|immediately|slightly|almost|further|farther|roughly|approximately|mostly"
    r"|generally|a\slittle)\s)"
)
_HEADING = anchored(
    rf"[\s\u00a0]{{0,3}}(?P<comma>,)?[\s\u00a0]{{0,3}}(?:(?i:away|distant|further|farther)\s)?{_ADVERB}{{0,2}}"
    rf"(?P<to>(?i:in\sa\s|(?:to|in|on|at|towards?)\s(?:(?:the|its)\s)?))?{_ADVERB}?{_DIRECTION}"
    r"(?P<noun>\s(?i:direction|side))?(?:\s(?i:away))?"
)
_OF = anchored(r",?\s{1,3}(?P<relation>of|from|off)\b(?!\s(?:each|one)\s(?:an)?other)", re.IGNORECASE)
_FROM = anchored(
    r"[\s\u00a0]{1,3}(?P<relation>(?:(?:away|distant|apart|distance|inland|inshore|offshore|downstream|upstream|across|down(?:\sthe\s\w{3,9})?"
    r"|(?:up|along)(?:\sthe\s\w{3,9})?|across\sthe\s(?:[a-z]{2,12}\s)?(?:river|border|frontier|strait|straits|bay|gulf|lake|sea|water|valley))\s)?from(?!\s(?:each\sother|one\sanother|north\b|south\b|east\sto\b|west\sto\b|end\b|top\b|tip\b|start\b|side\b))|(?:just\s)?outside(?:\sof)?|out\sof|off(?!\s(?:and|as|at|by|in|on|to|with)\b)|short\sof"
    r"|downstream\sof|upstream\sof|beyond|inland\sof|inside|away(?!\sfrom))\b",
    re.IGNORECASE,
)
_RADIUS = anchored(
    r"[\s\u00a0-]{1,2}radius\s(?:of|around|about|from)\b(?!\s(?:about|around|some|[\d(]))", needs=("radius",)
)
_LYING_IN = trailing(
    r"(?:\b(?:is|are|was|were|lies|lie|lay|located|situated)\s(?:all\s|both\s|well\s|also\s|still\s)?)(?:with)?in\s(?:(?:a|the)\s)?\Z",
    re.IGNORECASE,
)
"""Behind a length that bounds where something lies: "is within a 50-mile *radius of*", "in a 30-km *radius around*"."""
_WITHIN_OF = anchored(r"[\s\u00a0]{1,3}(?P<relation>of|from)\b", re.IGNORECASE)
_FOLLOWS = anchored(r"[\w-]")
_AWAY_END = anchored(
    r"\s{0,2}(?:$|[.,;:)!?\"'”’]|\sfrom\b"
    r"|(?:and|but|at|in|on|to|when|where|as|while|across|along|near|for|with|which)\b)"
)

_QUALIFIER = trailing(
    r"(?:\b(?P<within>(?:to\s)?within(?:\s(?:just|only|about|some))?|inside|in\sa\sradius\sof|within\sa\sradius\sof|radius\sof)"
    r"|\b(?P<at_most>(?:no|not)\s(?:more|further|farther|greater)\sthan|less\sthan|fewer\sthan|under|below|at\s(?:the\s)?most|up\sto|a\smaximum\sof"
    r"|maximum|not\squite|short\sof|barely|as\s(?:close|near|little|few)\sas)"
    r"|\b(?P<at_least>(?:no|not)\s(?:less|fewer)\sthan|more\sthan|(?:well\s|just\s|slightly\s|a\slittle\s)?over|above|at\s(?:the\s)?least|upwards?\sof|beyond"
    r"|a\sminimum\sof|in\sexcess\sof|further\sthan|farther\sthan)"
    r"|\b(?P<about>about|some|around|approximately|approx\.?|roughly|nearly|almost|close\sto|circa|ca\.?|an\sestimated|estimated|just\sunder|just\sshort\sof|only|just"
    r"|a\smere|mere|merely|exactly|precisely|another|or\sso|somewhere|a\sfurther|further)|(?P<tilde>[~≈±]))"
    r"\s{0,3}(?:(?:the|a|an|only|just|about|some|around|only\sabout)\s)?\Z",
    re.IGNORECASE,
)
_QUALIFIER_END_WORDS = """
within just only about some inside of than under below most to maximum quite barely as over above least beyond around
approximately approx roughly nearly almost circa ca estimated mere merely exactly precisely another so somewhere further
the a an
"""
_QUALIFIER_ENDS = frozenset(_QUALIFIER_END_WORDS.split())
"""The last words of qualifiers: behind any other there is none."""
_FILLERS = (
    "back|out|forward|on|up|down|in|over|for|across|through|along|about|some|of|an?|the|around|them|him|her|it|their|his|more"
    "|than|estimated|nearly|almost|only|just|another|further|approximately|roughly|at|least|extra|final|last|first|entire|full|total"
    "|well"
)
_FILLER_WORDS = frozenset((*_FILLERS.replace("an?", "an").split("|"), "a"))
_MOTION = trailing(
    r"\b(?:(?:march|travel|advanc|driv|cover|walk|stretch|extend|span|flow|trek|hik|cycl|bik|swim|crawl|mov|withdr|retreat|pull"
    r"|push|climb|wander|meander|pursu|chas|jog|pedal|paddl|haul|drag|gain|captur|seiz|retak|recaptur|clear|penetrat|thrust"
    r"|complet|log|clock|drop|commut|roll|spread|leap|jump|skid|drift|float)"
    r"(?:e|ed|es|s|ing|ped|ping|ned|ning|ged|ging|led|ling|ted|ting|en|t|ew|awn|awing)?"
    r"|carri(?:ed|es)|carrying|drove|ran|runs?|running|flew|fly|flies|flying|flown|swam|rode|rides?|riding|ridden|flees?|fled|fleeing|dug"
    r"|digs?|digging|fell|towed|towing|rowed|rowing|sailed|sailing|sails|raced|racing|lasted|lasting|lasts|ranged|ranging"
    r"|(?:range|radius|depth|height|length|width|trip|journey|pursuit|chase|walk|hike|march|drive|swim)s?\sof"
    r"|plus|back|southwards?|northwards?|eastwards?|westwards?)\s"
    rf"(?:(?:{_FILLERS})\s){{0,5}}\Z",
    re.IGNORECASE,
)
_PASSIVE = trailing(
    r"\b(?:was|were|been|being|is|are|be)\s(?:\w{2,12}ly\s)?(?:seized|captured|dropped|gained|cleared|chased|retaken|recaptured|raced)\s"
    r"(?:(?:about|some|just|only|around|roughly|nearly|almost|approximately)\s){0,2}\Z",
    re.IGNORECASE,
)
"""Something was done at that distance: "the ship was seized 60 miles west of"; "they seized 60 miles" is a movement."""
_TO_ELSEWHERE = anchored(
    r"(?:(?!,\s(?:is|was|has|had|lies|lay|fell|remains|stands|sits)\b)[^.;:()]){1,48}?(?<!close)(?<!next)(?<!near)(?<!home)(?<!due)(?<!ing)"
    r"\s(?:to|until|till|as\sfar\sas)\s(?:the\s(?:\w{1,20}\s){0,2}?)?(?-i:[A-ZÀ-ÞА-Я])",
    re.IGNORECASE,
)
_PLACED = trailing(
    r"\b(?:(?:is|are|was|were|be|being|been|lies?|lay|lying|located|situated|sits?|stands?|based|about|some|around|found|village|town|city|area|camp|"
    r"base|airport|crossing)\s){1,4}\Z",
    re.IGNORECASE,
)
_LONE = lazy(
    r"(?<![\w-])(?<![A-Z]\.)(?<!Middle\s)(?<!Far\s)(?<!Near\s)"
    rf"(?P<to>(?i:(?:to|in|on|towards?)\sthe\s))?{_ADVERB}?{_DIRECTION}(?P<noun>\s(?i:side))?,?\s(?P<relation>(?i:of|from))\b",
)
_OR_SO = anchored(r"\s(?:or\sso|or\sthereabouts|or\smore)\b,?", needs=("or",))
_AGAIN = trailing(r"\b(?:further|farther|another)\s(?:about\s|some\s)?\Z", needs=("further", "farther", "another"))
_ONWARD = anchored(
    r"\s(?:further\s)?(?:up|down)(?:stream|river|\sthe\s(?:river|road|coast|highway|valley|line))\b(?!\sof\b|\sfrom\b)"
)
_NEAR = 64
_STANDING = frozenset({"is", "are", "was", "were", "lies", "lie", "located", "situated"})


def find_claims(text: str) -> tuple[Mention, ...]:
    """Return every mention of a distance or direction between two things, in the order of ``text``.

    Grammar alone: no gazetteer, no place names.
    """
    found: list[Mention] = []
    spoken_for = 0
    extent_end = -_NEAR
    for length in lengths(text):
        if length.start < spoken_for:
            continue
        mention = _with_length(text, length)
        if mention is None and _moves(text, length.start):
            extent_end = length.end
        if mention is None or (mention.is_implicit and length.start - extent_end < _NEAR):
            # "stretching 14 km southwards, 10 km to the east": the rest of the list measures the same thing.
            extent_end = length.end if mention else extent_end
            continue
        found.append(mention)
        spoken_for = mention.end
        further = going_on(text, mention)
        if further is not None and (onward := _with_length(text, further)) is not None:
            found.append(onward)
            spoken_for = onward.end
    found.extend(_directions(text, found))
    if SCRIPTS.search(text) is not None:
        found.extend(foreign_mentions(text, Mention))
    found.sort(key=lambda mention: mention.start)
    return tuple(found)


def _with_length(text: str, length: Length) -> Mention | None:
    """Return the mention that a length belongs to, or None where it measures a thing or a movement."""
    end, bracketed = conversion_after(text, length)
    so = _OR_SO.match(text, end)
    end = so.end() if so is not None else end
    mode, end = mode_beside(text, length.start, end)
    if bracketed is None:
        end, bracketed = _conversion_at(text, end, length)
    qualifier, start = qualifier_before(text, length.start)
    radius = _RADIUS.match(text, end)
    if radius is not None and _LYING_IN.search(text[max(0, length.start - 40) : length.start]):
        around = (radius.end(), None, "of", radius.end())
        return _mention(text, start, length, around, "within", mode, bracketed)
    heading = _HEADING.match(text, end)
    if heading is not None:
        found = _with_heading(text, length, heading, qualifier)
        if found is not None:
            return _mention(text, start, length, found, qualifier, mode, bracketed)
    found = _without_heading(text, length, end, qualifier) or _onward(text, length, end)
    if found is None:
        return None
    if "stream" in found[2]:
        mode = mode or "water"
    return _mention(text, start, length, found, qualifier, mode, bracketed)


_Relation = tuple[int, "Heading | None", str, "int | None"]
"""End of the relation, heading, relation word, where the reference begins."""


def _mention(  # noqa: PLR0913, PLR0917 - the fields of a mention
    text: str,
    start: int,
    length: Length,
    found: _Relation,
    qualifier: str | None,
    mode: str | None,
    bracketed: Length | None,
) -> Mention:
    end, heading, relation, after = found
    if after is not None:
        after = _skip_space(text, after)
        mode = mode or _mode_behind(text, after)
    return Mention(start, end, length, heading, relation, after, qualifier, mode, bracketed)


def _with_heading(text: str, length: Length, match: re.Match[str], qualifier: str | None) -> _Relation | None:
    heading = heading_of(match["compass"])
    if heading is None:
        return None
    end = match.end()
    relation = _OF.match(text, end)
    if relation is not None:
        if _moves(text, length.start) and not _PASSIVE.search(text[max(0, length.start - 48) : length.start]):
            return None
        return relation.end(), heading, relation["relation"].lower(), relation.end()
    # Without a reference only "30 km to the west" and "20 km north," relate two things; "drove 5 miles west" does not.
    if length.hyphenated or match["comma"] or _moves(text, length.start):
        return None
    if match["to"] is not None or _AWAY_END.match(text, end) or qualifier == "within":
        follows = _FOLLOWS.match(text, end)
        return None if follows else (end, heading, "to the", None)
    return None


def _without_heading(  # noqa: PLR0911 - one return a case
    text: str, length: Length, end: int, qualifier: str | None
) -> _Relation | None:
    if qualifier == "within" and not length.hyphenated:
        relation = _WITHIN_OF.match(text, end)
        if relation is not None:
            return relation.end(), None, relation["relation"].lower(), relation.end()
    relation = _FROM.match(text, end)
    if relation is None:
        return None
    word = " ".join(relation["relation"].lower().split())
    if word == "away":
        if length.hyphenated and not text[length.start : length.end].lower().startswith(("a half", "half")):
            return None
        return relation.end(), None, word, None
    if word in ("inside", "beyond") or length.hyphenated:
        return None
    if word in ("from", "out of") and (_moves(text, length.start) or _goes_on(text, length.start, relation.end())):
        return None
    if "stream" in word and _moves(text, length.start):
        return None  # "the lake stretches 80 km upstream of the dam"
    return relation.end(), None, word, relation.end()


def _onward(text: str, length: Length, end: int) -> _Relation | None:
    """Return the relation of "a further 130 km upstream", "another 100 km down the river"."""
    if _AGAIN.search(text[max(0, length.start - 24) : length.start]) is None or _moves(text, length.start):
        return None
    along = _ONWARD.match(text, length.end)
    return (max(end, along.end()), None, "away", None) if along is not None else None


def _moves(text: str, start: int) -> bool:
    """Return whether the words before a length say that something moves or stretches over it."""
    window = text[max(0, start - 72) : start]
    if not window[-1:].isspace() or window[-2:-1].isspace():
        return False  # every motion ends with one blank
    word = _last_word(window[-24:])
    if word is None or word in _FILLER_WORDS:
        return _MOTION.search(window) is not None
    return _is_motion(word)


@lru_cache(maxsize=1024)
def _is_motion(word: str) -> bool:
    return word not in _STANDING and _MOTION.search(f"{word} ") is not None


def _last_word(window: str) -> str | None:
    """Return the last word of ``window`` in lower case; None where it has other signs than ASCII letters.

    It tells in most texts that there is neither a motion nor a qualifier, long before their expressions do.
    """
    words = window.rsplit(None, 1)
    word = words[-1] if words else ""
    return word.lower() if word.isascii() and word.isalpha() else None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Return whether "40 km from A" goes on "to B", and nothing says that it is a place that lies there."""
    return _TO_ELSEWHERE.match(text, end) is not None and _PLACED.search(text[max(0, start - 48) : start]) is None


def conversion_after(text: str, length: Length) -> tuple[int, Length | None]:
    """Return the end of a length with its conversion ("65 km (40 miles)", "65 km/40 miles"), and that conversion."""
    end, bracketed = _conversion_at(text, length.end, length)
    if bracketed is not None:
        return end, bracketed
    slash = _SLASH.match(text, length.end)
    if slash is not None:
        other = next(lengths(text[slash.end() : slash.end() + 24]), None)
        if other is not None and other.start == 0 and other.unit != length.unit:
            return slash.end() + other.end, _shifted(other, slash.end())
    return length.end, None


def _conversion_at(text: str, at: int, length: Length) -> tuple[int, Length | None]:
    match = _BRACKET.match(text, at)
    if match is None:
        return at, None
    inner = next(lengths(match[1]), None)
    if inner is None or inner.unit == length.unit:
        return at, None
    return match.end(), _shifted(inner, match.start(1))


def _shifted(length: Length, by: int) -> Length:
    return Length(
        length.start + by,
        length.end + by,
        length.low_m,
        length.high_m,
        length.unit,
        length.value,
        length.slack,
        length.hyphenated,
        length.vague,
    )


def mode_beside(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return how the distance is measured, and where the words for that end."""
    match = _MODE_HERE.match(text, end)
    if match is not None:
        return match.lastgroup, match.end()
    before = _MODE_BEFORE.search(text[max(0, start - 64) : start])
    return (before.lastgroup if before else None), end


def _mode_behind(text: str, after: int) -> str | None:
    """Return how the distance is measured, where that is said behind what it is measured from."""
    behind = _MODE_BEHIND.match(text, after, after + _NEAR)
    here = _MODE_HERE.match(text, behind.start("mode")) if behind is not None else None
    return here.lastgroup if here is not None else None


def qualifier_before(text: str, start: int) -> tuple[str | None, int]:
    """Return what stands before a length ("about", "less than"), and where the claim then begins."""
    begin = max(0, start - 40)
    window = text[begin:start]
    word = _last_word(window)
    match = _QUALIFIER.search(window) if word is None or word in _QUALIFIER_ENDS else None
    if match is None:
        return None, start
    name = "about" if match.lastgroup == "tilde" else match.lastgroup
    return name, begin + match.start()


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _directions(text: str, taken: list[Mention]) -> Iterator[Mention]:
    """Yield directions without a distance ("north of Hama", "to the west of"), outside of ``taken``."""
    spans = iter([(mention.start, mention.end) for mention in taken])
    span = next(spans, None)
    for match in _LONE.finditer(text):
        while span is not None and span[1] <= match.start():
            span = next(spans, None)
        if span is not None and span[0] < match.end():
            continue
        heading = heading_of(match["compass"])
        if heading is not None:
            length = without_unit(text, match.start(), taken)
            start = match.start() if length is None else length.start
            yield Mention(
                start, match.end(), length, heading, match["relation"].lower(), _skip_space(text, match.end())
            )
