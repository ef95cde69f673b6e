"""The recogniser that needs nothing but the gazetteer: candidates, features, weights, choice."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from geo.model import Kind, Toponym
from geo.patterns import lazy
from geo.toponyms.agreement import Agreement
from geo.toponyms.casing import is_shouted, is_titled, mended
from geo.toponyms.choice import Scored, disjoint
from geo.toponyms.context import Context
from geo.toponyms.features import Features
from geo.toponyms.foreign import is_common, language, parted, well_known
from geo.toponyms.hashtags import in_tags
from geo.toponyms.names import Names
from geo.toponyms.patterns import bonus, subject
from geo.toponyms.pieces import pieces
from geo.toponyms.scripts import OTHER, find_other
from geo.toponyms.tokens import tokenise
from geo.toponyms.weighing import HOPELESS, model, probability, second_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.gazetteer import Gazetteer

    Found = tuple[int, int, Kind, float]
    """Start and end in the text that was read, kind and score."""

WRAP = lazy(r"\n(?<=[^\n]{50}\n)(?=\w)")
"""A line break inside a paragraph: names may stand across it. What is sought stands first: 100 times as fast."""

LEAST = -4.0
"""Of the spans whose words and sides sum to less (half of all), one in 1,300 would have come near the threshold."""

ADDED = 0.7
"""The score of a name that no weights have judged."""

_NAMES: WeakKeyDictionary[Gazetteer, Names] = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """Return the names looked up in ``gazetteer`` so far."""
    names = _NAMES.get(gazetteer)
    if names is None:
        names = _NAMES[gazetteer] = Names(gazetteer)
    return names


def unwrapped(text: str) -> str:
    """Return ``text``, of the same length, without the line breaks inside paragraphs; a headline stays a line."""
    return WRAP.sub(lambda match: "\n" if _parts_headline(text, match.start()) else " ", text)


def _parts_headline(text: str, place: int) -> bool:
    """Tell whether the line break at ``place`` parts a headline from what is none, or from the next one."""
    end = text.find("\n", place + 1)
    before, after = text[text.rfind("\n", 0, place) + 1 : place], text[place + 1 : end if end >= 0 else len(text)]
    return is_titled(before) or is_titled(after) or is_shouted(before) is not is_shouted(after)


def find(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the toponyms of a text, in order and disjoint."""
    names = names_of(gazetteer)
    for offset, piece in pieces(text):
        text_read = unwrapped(piece)
        code = language(text_read)
        found = list(_find(text_read, names)) if not code else _foreign(parted(text_read, code), code, names, gazetteer)
        if not piece.isascii() and OTHER.search(piece):
            other = find_other(text_read, gazetteer)
            found = sorted([*found, *map(_of_toponym, other)], key=lambda item: item[0])
        if "#" in piece:
            found = _with_more(found, in_tags(text_read, names))
        for start, end, kind, score in found:
            yield Toponym(offset + start, offset + end, text[offset + start : offset + end], kind, score)


def _with_more(found: list[Found], spans: Iterable[tuple[int, int]]) -> list[Found]:
    """Return ``found``, in order, with the places at ``spans`` that overlap none of them."""
    for start, end in spans:
        if not any(item[0] < end and start < item[1] for item in found):
            found.append((start, end, Kind.PLACE, ADDED))
    return sorted(found, key=lambda item: item[0])


def _foreign(text: str, code: str, names: Names, gazetteer: Gazetteer) -> list[Found]:
    """Return what is found in a text of another language in Latin letters."""
    found = [item for item in _find(text, names) if not is_common(text, item[0], item[1], code, gazetteer)]
    return _with_more(found, well_known(text, code, gazetteer))


def _of_toponym(toponym: Toponym) -> Found:
    return toponym.start, toponym.end, toponym.kind, toponym.score


def _find(text: str, names: Names) -> Iterator[Found]:
    cased = mended(text, names)
    tokens = tokenise(cased)
    context = Context(cased, tokens, names)
    features = Features(context)
    trained = model()
    first = [trained.bias + features.total(span, trained.weights, LEAST - trained.bias) for span in context.spans]
    agreement = Agreement(context, first)
    about = subject(context)
    scored = []
    for number, answer in enumerate(first):
        if answer > HOPELESS:
            span = context.spans[number]
            logit = second_look(trained.second, agreement.values(number))
            logit += bonus(context, span, about) + trained.demonym_bonus * span.name.demonym
            scored.append(Scored(tokens.starts[span.first], tokens.ends[span.last], logit, number))
    for start, end, logit, number in disjoint(scored, trained.threshold):
        kind = Kind.DEMONYM if context.spans[number].name.demonym else Kind.PLACE
        yield start, end, kind, round(probability(logit), 4)
