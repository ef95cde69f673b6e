"""What a claim is about: the place that stands where the words of the claim say "lies".

In text the subject of "40 miles west of Baghdad" is almost always the nearest place named before it in
the sentence (40 of 42 labelled cases); else one named after it ("81 km north of Damascus, Al-Nabek …");
else, where the sentence begins with "it", "the town" …, the subject of the sentence before, or the
headword of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.claims.adjacent import NAME, is_genitive, name_after, words_before
from geo.claims.headwords import body_start, headword_site, looked_up
from geo.claims.sites import site_of
from geo.model import CELLS, Kind
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.claims.base import Document
    from geo.claims.sentences import Sentence
    from geo.claims.sites import Site

__all__ = ["Found", "direct_subject", "find_subject", "in_closed_brackets"]

_THING = (
    r"(?:city|town|village|townlet|settlement|hamlet|port|camp|base|airbase|airport|airfield|district|place|area|location|site"
    r"|community|municipality|suburb|neighbou?rhood|oasis|island|centre|center|post|crossing)"
)
_IT = rf"""["'“‘(]{{0,2}}(?:It|They|(?:The|This|That|Its|the|this)\s(?:[\w-]{{1,20}}\s){{0,4}}?{_THING})\b"""
_ANAPHOR = anchored(_IT)
_PLACED = (
    r"(?:located|situated|set|built|based|nestled|about|some|around|approximately|roughly|nearly|just|only|on|in|at|within|near|a|an|the|also"
    r"|administratively|strategically|\d)"
)
_IT_LIES = anchored(
    rf"{_IT}(?:\slocation)?\s(?:(?:itself|also)\s)?(?:(?:lies|sits|stands|rests|lay|sat|stood)\b|(?:is|was|are|were)\s{_PLACED}\b"
    r"|(?:is|was)\s\d|\((?:located|situated|about)\b)",
)
_NAME_LIES = anchored(
    rf"(?:The\s(?:city|town|village|port)\sof\s)?(?P<name>{NAME})(?:\s?\([^()]{{0,160}}\))?(?:,\s[^,.;()]{{1,60}},)?\s"
    rf"(?:(?:lies|sits|stands|lay|rests)\b|(?:is|was)\s(?!about\sto){_PLACED}\b|(?:is|was)\s(?:\d|\Z))"
)
_SITE = trailing(
    r"\b(?P<noun>camp|base|airbase|airport|airfield|crossing|checkpoint|farm|hospital|school|prison|field|refinery|dam|bridge|site|spot|scene"
    r"|post|outpost|facility|complex)\Z",
    re.IGNORECASE,
)
"""What is no town: "the camp" is not the city named before, but the Areesha camp."""
_SITE_NAMED = 24
_SINGULAR = anchored(r"\s(?:is|lies|was|sits|stands)\b|,\s|\s\(")
_VERB_NAME = anchored(
    rf"\s(?:lies|lie|lay|is|sits|stands|stood)\s(?:the\s(?:[\w-]{{1,20}}\s){{0,3}}?(?:city|town|village|port|settlement|camp)\s(?:of\s)?)?"
    rf"(?P<name>{NAME})"
)
_COMMA_NAME = lazy(
    rf",\s(?:the\s(?:city|town|village|port)\sof\s)?(?P<name>{NAME})\s(?:is|was|has|had|lies|stands|became|remains)\b"
)
_PREPOSITION = trailing(
    r"\b(?:in|of|from|to|across|throughout|northern|southern|eastern|western|central|north|south|east|west|into|near|via|through|inside|within"
    r"|northeastern|northwestern|southeastern|southwestern|modern|neighbou?ring)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_BETWEEN = trailing(r"\bbetween\s[^.;,()]{0,48}\Z", re.IGNORECASE, needs=("between",))
_BACK_SENTENCES, _OPENING = 3, 24
_SPEAKER = trailing(
    r"\b(?:I|[Ww]e|[Yy]ou|[Hh]e|[Ss]he)(?:['’](?:m|re|s|d)|\s(?:am|are|is|was|were|live|lived|stood|lay))\s(?:[a-z]{2,13}\s){0,2}\Z"
)
"""Of whom it is said is no place: "We are two hours from Baghdad", said one from Hamdaniya."""
_CAPITAL_IS = trailing(
    r"(?:^|[.;:,]\s{1,3}|\b(?:and|but|while)\s)[Tt]he\s(?:[A-Z][\w’'-]{2,20}\s)?capital(?:\scity)?,?\s(?:is|lies|sits|stands)\s"
    r"(?:(?:located|situated|about|some|just|only|around)\s){0,2}\Z",
    needs=("capital",),
)
_AT_AND = trailing(
    r",\s(?:on|near|along|close\sto|in)\s[^,.;:()]{1,60}\sand\s(?:(?:about|some|just|only|around)\s){0,2}\Z",
    needs=("and",),
)
_LIES_IN = anchored(
    r"(?:\s?\([^()]{0,160}\))?\s(?:lies|sits|stands|lay|is|was)\s(?:located\s|situated\s)?in\s(?:the\s)?"
    rf"(?:(?:{NAME}),\s)?"
)
_WHAT_LIES = trailing(
    r"\b(?:[Ww]hose\s[a-z-]{3,14}|(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s(?:[a-z-]{2,14}\s){0,2}[a-z-]{3,14})\s(?:lies|lay|is|was|were|are|struck|hit)"
    r"(?:\s[a-z]{2,12}){0,3}\s\Z"
)
_RELATIVE = trailing(
    r"\b(?:which|that)\s(?:is|are|was|were|lies|lie|lay|sits|stands)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
    needs=("which", "that"),
)


class Found(NamedTuple):
    """The subject: ``toponym`` is its index, or None, and how it was found.

    ``how`` is ``before``, ``after``, ``anaphora``, ``headword``, ``named`` or ``none``. With ``headword`` the
    place is the document's title, which has no toponym: see :mod:`geo.claims.headwords`. With ``named`` it
    is ``name``, which is no toponym either, and ``site`` where the gazetteer knows it. ``certain`` says that
    the syntax leaves no doubt; a claim about another subject is never said to be wrong.
    """

    toponym: int | None
    how: str
    certain: bool = True
    name: str | None = None
    site: Site | None = None


def find_subject(
    document: Document, start: int, end: int, *, excluded: Collection[int] = (), after: bool = True
) -> Found:
    """Return the subject of the claim whose words stand from ``start`` to ``end``.

    ``excluded`` are toponyms that cannot be it: the claim's own reference, and those of the claims it is
    coordinated with. ``after`` allows a subject after the claim where it opens its sentence.
    """
    direct = direct_subject(document, start, excluded)
    if direct is not None:
        return direct
    sentence = document.sentence_at(start)
    anaphoric = _ANAPHOR.match(document.text, sentence.start, sentence.end) is not None
    if after and not anaphoric:
        later = [index for index in document.within(end, sentence.end) if _may_be(document, index, excluded)]
        found = _first_after(document, start, end, later)
        named = _name_after_comma(document, start, end) or _name_after_verb(document, start, end)
        if named is not None and (found is None or (named.name or "").endswith(document.name(found))):
            return named
        if found is not None:
            return _headword_or(document, found, "after")
    if headword_site(document) is not None:
        return Found(None, "headword")
    return _named_somewhere(document, sentence, start, excluded)


def direct_subject(  # noqa: PLR0911 - one return a case
    document: Document, start: int, excluded: Collection[int] = ()
) -> Found | None:
    """Return the subject that the words right before the claim give, or None where they leave it open."""
    sentence = document.sentence_at(start)
    opening = (
        max(sentence.start, body_start(document)) if sentence.start < body_start(document) < start else sentence.start
    )
    # "It is on the road to Ramallah, eight kilometres north of Jerusalem": it, not Ramallah.
    of_it = _IT_LIES.match(document.text, opening, start) is not None
    relative = _RELATIVE.search(document.text[max(sentence.start, start - 32) : start]) is not None
    if of_it and not relative:
        anaphor = _ANAPHOR.match(document.text, opening, start)
        return _antecedent(document, sentence.start, excluded, anaphor.group() if anaphor is not None else "")
    words = words_before(document, start)
    headword = headword_site(document)
    said = _said_of(document, opening, start)
    if said is not None or (words.defined and headword is not None):
        return said or Found(None, "headword")
    around = _around_aside(document, opening, start, excluded)
    if around is not None:
        return around
    if words.kind == "toponym" and words.toponym not in excluded and not _is_between(document, words.toponym or 0):
        return _headword_or(document, words.toponym or 0, "before")
    if words.kind == "name" and words.name is not None:
        found = _of_name(document, words.name, start)
        if found.toponym is None and found.site is None and _is_any_word(document, words.name, opening):
            return Found(None, "headword") if headword is not None else Found(None, "none")
        is_headword = headword is not None and (words.name in (document.report.title or "") or found.site is None)
        return Found(None, "headword") if is_headword and found.toponym is None else found
    if words.kind in ("definite", "indefinite") and headword is not None:
        return Found(None, "headword")
    named = _subject_of_sentence(document, opening, start, excluded)
    if named is not None:
        return named
    if words.kind == "definite":
        return _antecedent_of_noun(document, start, excluded, words.words)
    return Found(None, "none") if words.kind == "indefinite" else None


def _is_any_word(document: Document, name: str, opening: int) -> bool:
    """Return whether a capital may only be that of a sentence's first word ("Troops are within 5 km of …")."""
    if " " in name or "-" in name or not document.text.startswith(name, opening):
        return False
    return _SINGULAR.match(document.text, opening + len(name)) is None


def _said_of(document: Document, opening: int, start: int) -> Found | None:
    """Return the subject that is a speaker and so no place, or "the capital"; None for any other."""
    if _SPEAKER.search(document.text[max(opening, start - 32) : start]) is not None:
        return Found(None, "none")
    found = _of_row(document, opening, start) or _capital_is(document, opening, start)
    return found or _beside(document, opening, start)


def _beside(document: Document, opening: int, start: int) -> Found | None:
    """Return X of "X, on the border with Cameroon and | 140 km northeast of Maiduguri"."""
    begin = max(opening, start - 90)
    match = _AT_AND.search(document.text[begin:start])
    if match is None:
        return None
    named = document.within(opening, begin + match.start())
    ends = bool(named) and document.toponyms[named[-1]].end == begin + match.start()
    return Found(named[-1], "before") if ends and document.is_town_like(named[-1]) else None


def _of_row(document: Document, opening: int, start: int) -> Found | None:
    """Return what a cell of a table's row is about ("Tawila | 652,000 | 60 km west of El Fasher"): the first cell."""
    cell = document.text.rfind(CELLS, opening, start)
    if cell < 0 or document.text[cell + len(CELLS) : start].strip():
        return None
    end = document.text.find(CELLS, opening, start)
    towns = [
        index for index in document.within(opening, end) if document.is_place(index) and not document.is_wide(index)
    ]
    if len(towns) == 1:
        return Found(towns[0], "before")
    name = document.text[opening:end].strip()
    return _of_name(document, name, start) if name_after(name, 0, len(name)) == name else Found(None, "none")


def _capital_is(document: Document, opening: int, start: int) -> Found | None:
    """Return what "The Syrian capital is | 160 km south of Homs" is about: the capital of that country."""
    begin = max(opening, start - 80)
    match = _CAPITAL_IS.search(document.text[begin:start])
    if match is None or document.gazetteer is None:
        return None
    owners = document.within(begin + match.start(), start)
    owner = document.place(owners[-1]) if owners else None
    country = owner.country if owner is not None else document.country_at(start)
    row = document.gazetteer.capital_row(country) if country is not None else None
    if row is None:
        return None
    site = site_of(document.gazetteer.place(row), 0.9)
    return Found(None, "named", name=site.name, site=site)


def _around_aside(document: Document, opening: int, start: int, excluded: Collection[int]) -> Found | None:
    """Return X of "X, the capital of Y, is" and of "X lies in Y,", where Y is the place named before the claim."""
    match = _NAME_LIES.match(document.text, opening, start)
    named = document.within(opening, start) if match is not None else ()
    if match is None or not named or words_before(document, start).kind not in ("toponym", "name"):
        return None
    toponym = document.toponyms[named[-1]]
    in_aside = match.end("name") < toponym.start and toponym.end <= match.end()
    in_it = toponym.start >= match.end() and _LIES_IN.fullmatch(document.text, match.end("name"), toponym.start)
    return _subject_of_sentence(document, opening, start, excluded) if in_aside or in_it else None


def _subject_of_sentence(document: Document, opening: int, start: int, excluded: Collection[int]) -> Found | None:
    """Return X of a sentence that begins "X is situated on …" or "X lies in …", whatever stands in between."""
    match = _NAME_LIES.match(document.text, opening, start)
    if match is None:
        return None
    found = _of_name(document, match["name"], start)
    index = document.starting_at(match.start("name"))
    if index is not None and index not in excluded and document.is_town_like(index):
        return Found(index, "before")
    return found if found.toponym not in excluded and (found.toponym is not None or found.site is not None) else None


def _of_name(document: Document, name: str, start: int) -> Found:
    """Return the subject for a name that was not recognised: by its other mentions, else by the gazetteer."""
    for index in document.named(name)[:8]:
        if document.is_place(index) and not document.is_wide(index):
            return Found(index, "before")
    return Found(None, "named", name=name, site=looked_up(document, name, document.country_at(start)))


def _antecedent(document: Document, before: int, excluded: Collection[int], words: str = "") -> Found:
    """Return what "it" or "the town", which opens a sentence, means: the headword, or the subject before."""
    if headword_site(document) is not None:
        return Found(None, "headword")
    earlier, only = _from_earlier_sentences(document, before, excluded, words)
    return Found(earlier, "anaphora", certain=only) if earlier is not None else Found(None, "none")


def _antecedent_of_noun(document: Document, start: int, excluded: Collection[int], words: str) -> Found:
    """Return what "the city", in the middle of a sentence, means: the place named last before it."""
    sentence = document.sentence_at(start)
    named = [
        index
        for index in document.within(sentence.start, start)
        if _may_be(document, index, excluded) and not document.is_wide(index) and _is_called(document, index, words)
    ]
    if named:
        return Found(named[-1], "anaphora", certain=False)
    return _antecedent(document, sentence.start, excluded, words)


def _is_called(document: Document, index: int, words: str) -> bool:
    """Return whether "the camp", "the bridge" (``words``) can mean a toponym: what the text calls one."""
    site = _SITE.search(words)
    if site is None:
        return True
    toponym = document.toponyms[index]
    named = document.text[toponym.start : toponym.end + _SITE_NAMED].lower()
    return site["noun"].lower() in named


def _named_somewhere(document: Document, sentence: Sentence, start: int, excluded: Collection[int]) -> Found:
    """Return the nearest place before a claim whose syntax is not understood: a guess."""
    before = [
        index
        for index in document.within(sentence.start, start)
        if _may_be(document, index, excluded) and not _is_between(document, index)
    ]
    bracketed = [index for index in before if in_closed_brackets(document, index, start)]
    for indexes in ([index for index in before if index not in bracketed], bracketed):
        chosen = _nearest(document, indexes)
        if chosen is not None:
            return _headword_or(document, chosen, "before", certain=False)
    anaphor = _ANAPHOR.match(document.text, sentence.start, sentence.end)
    earlier = _from_earlier_sentences(document, sentence.start, excluded, anaphor.group())[0] if anaphor else None
    if earlier is not None:
        return Found(earlier, "anaphora", certain=False)
    # A province or a country only where it opens the sentence: "Cyprus, 100 km west of Syria".
    named = [
        index
        for index in before
        if document.toponyms[index].start - sentence.start < _OPENING
        and not _PREPOSITION.search(_before(document, index))
    ]
    return Found(named[-1], "before", certain=False) if named else Found(None, "none")


def _is_between(document: Document, index: int) -> bool:
    """Return whether a toponym is one of the two of "between A and B"."""
    start = document.toponyms[index].start
    return _BETWEEN.search(document.text[max(0, start - 64) : start]) is not None


def in_closed_brackets(document: Document, index: int, start: int) -> bool:
    """Return whether a toponym stands in brackets that close before ``start``: "Jableh (also Gibellum), 25 km …"."""
    after = document.text[document.toponyms[index].end : start]
    closing = after.find(")")
    return closing >= 0 and "(" not in after[:closing]


def _headword_or(document: Document, index: int, how: str, *, certain: bool = True) -> Found:
    """Return the toponym, or the headword where that is a longer name around it ("Deir ez-Zor" around "ez-Zor")."""
    title = (document.report.title or "").strip()
    toponym = document.toponyms[index]
    if len(title) > len(toponym.text) and toponym.text in title:
        window = document.text[max(0, toponym.start - len(title)) : toponym.end + len(title)]
        if title in window and headword_site(document) is not None:
            return Found(None, "headword")
    return Found(index, how, certain and not _lies_elsewhere(document, index))


def _lies_elsewhere(document: Document, index: int) -> bool:
    """Return whether the text puts a place into a district that its resolution does not lie in.

    "Новосёловское Сватовского района": a namesake in another province was found, for want of the one that is meant.
    """
    if index + 1 >= len(document.toponyms):
        return False
    if not (is_genitive(document, index + 1) and document.is_wide(index + 1)):
        return False
    place, unit = document.place(index), document.place(index + 1)
    return place is not None and unit is not None and place.admin1 != (unit.admin1 or unit.name)


def _before(document: Document, index: int) -> str:
    start = document.toponyms[index].start
    return document.text[max(0, start - 24) : start]


def _may_be(document: Document, index: int, excluded: Collection[int]) -> bool:
    return index not in excluded and document.toponyms[index].kind is Kind.PLACE


def _nearest(document: Document, indexes: list[int]) -> int | None:
    """Return the last place of a sentence that is a point: not the province or the river it stands in or on.

    "Akuressa, in Matara district some 160 km south of …": Akuressa. Places that are not known are points.
    """
    for index in reversed(indexes):
        if not document.is_wide(index):
            return index
    return None


def _first_after(document: Document, start: int, end: int, later: list[int]) -> int | None:
    """Return the subject that follows a claim in front of its sentence ("Located 81 km north of D, N is …")."""
    opening = document.text[document.sentence_at(start).start : start]
    if len(opening) > 60 or any(  # noqa: PLR2004 - longer than an opening like "Located in the desert about"
        not document.is_place(index) for index in document.within(document.sentence_at(start).start, start)
    ):
        return None
    if _WHAT_LIES.search(opening) is not None:
        return None  # "The tremor, whose epicentre lay | 33 km west of A, was felt in B"
    rest = document.text[end : document.sentence_at(start).end]
    comma, clause = rest.find(","), rest.find(";")
    if clause >= 0:
        later = [index for index in later if document.toponyms[index].start < end + clause]
    for index in later:
        beyond = 0 <= comma < document.toponyms[index].start - end
        if beyond and not document.is_wide(index):
            return index
    return None


def _name_after_comma(document: Document, start: int, end: int) -> Found | None:
    """Return the name that follows a claim in front: "Located 450 km northeast of D, N is the capital of …"."""
    sentence = document.sentence_at(start)
    if start - sentence.start > _OPENING:
        return None
    match = _COMMA_NAME.search(document.text, end, sentence.end)
    return _of_name(document, match["name"], start) if match else None


def _name_after_verb(document: Document, start: int, end: int) -> Found | None:
    """Return the name after a claim that opens its sentence: "Halfway between H and G lies the town of N"."""
    if start - document.sentence_at(start).start > _OPENING:
        return None
    match = _VERB_NAME.match(document.text, end)
    if match is None:
        return None
    index = document.starting_at(match.start("name"))
    if index is not None and document.is_place(index) and document.toponyms[index].end >= match.end("name"):
        return Found(index, "after")
    return _of_name(document, match["name"], start)


def _from_earlier_sentences(
    document: Document, before: int, excluded: Collection[int], words: str = ""
) -> tuple[int | None, bool]:
    """Return the first point named in the sentence before (or one of the two before that), and whether it is alone."""
    number = document.sentence_number(before)
    for earlier in range(number - 1, max(-1, number - 1 - _BACK_SENTENCES), -1):
        sentence = document.sentences[earlier]
        named = [index for index in document.within(*sentence) if _may_be(document, index, excluded)]
        points = [index for index in named if not document.is_wide(index) and _is_called(document, index, words)]
        if points:
            # An encyclopaedia names its subject first, and "it" goes on about that; news does the same.
            return points[0], len({document.name(index) for index in points}) == 1
    return None, False
