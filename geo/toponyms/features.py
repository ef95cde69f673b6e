"""Features of a span in its text: the sides crossed with the span's type, its run, and the document.

A feature is a string; the classifier knows a weight for some. ``total`` adds those weights; ``listed``
returns the features themselves, for training. Both go the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.sides import Side, left, right

if TYPE_CHECKING:
    from geo.toponyms.context import Context, Span
    from geo.toponyms.weighing import Part, Weigher


class Features:
    """The features of all spans of one text; the sides are made once for each token."""

    def __init__(self, context: Context) -> None:
        """Make features of the spans of ``context``."""
        self.context = context
        self._left: dict[int, Side] = {}
        self._right: dict[int, Side] = {}
        self._sums: dict[tuple[int, int], float] = {}
        self._areas = context.areas.total()

    def left(self, first: int) -> Side:
        """Return what stands before token ``first``."""
        known = self._left.get(first)
        if known is None:
            known = self._left[first] = left(self.context, first)
        return known

    def right(self, last: int) -> Side:
        """Return what stands after token ``last``."""
        known = self._right.get(last)
        if known is None:
            known = self._right[last] = right(self.context, last)
        return known

    def listed(self, span: Span) -> list[str]:
        """Return all features of ``span``; names must have been looked up without weights."""
        before, after = self.left(span.first), self.right(span.last)
        crossed = [feature for make, given in self._parts(span, before.kind, after.kind) for feature in make(*given)]
        return [*span.name.features, *before.features, *after.features, *crossed]

    def total(self, span: Span, weigh: Weigher, least: float) -> float:
        """Return the sum of the weights of the features of ``span``.

        A span whose words and sides alone sum to less than ``least`` is past saving: the rest, half of the
        work, is not done for it, and what is returned is far below any threshold.
        """
        before, after = self.left(span.first), self.right(span.last)
        total = span.name.weight
        total += self._side_sum(0, span.first, before, weigh)
        total += self._side_sum(1, span.last, after, weigh)
        if total < least:
            return total + least
        of_part = weigh.of_part
        for part in self._parts(span, before.kind, after.kind):
            total += of_part[part]
        return total

    def _side_sum(self, side: int, index: int, found: Side, weigh: Weigher) -> float:
        known = self._sums.get((side, index))
        if known is None:
            known = self._sums[side, index] = weigh.sum(found.features)
        return known

    def _parts(self, span: Span, before: str, after: str) -> list[Part]:
        """Return the features that depend on more than one of: the span itself, its left, its right, the document."""
        name = span.name
        kind, coarse = name.kind, name.coarse
        parts: list[Part] = [
            (_behind, (kind, coarse, before)),
            (_ahead, (kind, coarse, after)),
            (_beside, (coarse, before, after)),
            self._document(span, before),
        ]
        if not span.whole:
            parts += (self._rest(span), self._head(span))
        else:
            parts.append((_whole, (name.coarse, min(span.last - span.first, 4))))
        if span.first < span.last:
            parts.append(self._inner(span))
        return parts

    def _rest(self, span: Span) -> Part:
        """Return the features of the words of the run after the span, and of longer names that begin with it."""
        context, last = self.context, span.run.last
        size = min(last - span.run.first, 6)
        position = ("<" if span.first > span.run.first else "") + (">" if span.last < last else "")
        if span.last == last:
            return _rest, (span.name.coarse, position, size, "", frozenset(), False, "")
        tail = context.tokens.lower[last].rstrip(".")
        classes = context.lexicon.classes.get(tail)
        held = context.by_start.get(span.first)
        longer = held.name.coarse if held is not None and held.last > span.last else ""
        return _rest, (
            span.name.coarse,
            position,
            size,
            tail if classes else "",
            classes or frozenset(),
            span.last == last - 1,
            longer,
        )

    def _head(self, span: Span) -> Part:
        """Return the features of the words of the run before the span, and of longer names that end with it."""
        context, first = self.context, span.run.first
        if span.first == first:
            return _head, (span.name.coarse, None, False, False, "")
        head = context.tokens.lower[first].rstrip(".")
        held = context.by_end.get(span.last)
        longer = held.name.coarse if held is not None and held.first < span.first else ""
        known = head if head in context.lexicon.classes else ""
        return _head, (span.name.coarse, known, head in context.lexicon.first_names, span.first == first + 1, longer)

    def _inner(self, span: Span) -> Part:
        """Return the features of the known names that begin or end the span."""
        context = self.context
        begins = context.by_start.get(span.first)
        ends = context.by_end.get(span.last)
        return _inner, (
            span.name.base,
            begins.name.base if begins is not None and begins.last < span.last else "",
            ends.name.base if ends is not None and ends.first > span.first else "",
            context.tokens.lower[span.first] if ends is not None and ends.first > span.first else "",
        )

    def _document(self, span: Span, before: str) -> Part:
        """Return the features of what the rest of the document does with the name."""
        context, name = self.context, span.name
        alone, place = context.alone.get(span.surface, 0), context.place.get(span.surface, 0)
        if span.whole:
            alone -= 1
            place -= before == "placeprep"
        final = context.tokens.words[span.last]
        person = context.person.get(final, 0)
        share = ""
        if self._areas and name.known and not name.area:
            shared = sum([context.areas[country] for country in name.countries])
            share = "none" if not shared else "some" if shared * 2 < self._areas else "most"
        counts = (min(alone, 3), min(place, 2), min(person, 3))
        if span.first < span.last:
            return _document_several, (name.kind, name.coarse, counts, share)
        others = (
            min(context.group.get(final, 0), 2),
            min(context.unit.get(final, 0), 2),
            min(context.speech.get(final, 0), 2),
        )
        small = context.tokens.lower[span.last] in context.small
        return _document_single, (name.kind, name.coarse, counts, share, others, small)


def _behind(kind: str, coarse: str, before: str) -> tuple[str, ...]:
    return f"{kind}<{before}", f"{coarse}<{before}"


def _ahead(kind: str, coarse: str, after: str) -> tuple[str, ...]:
    return f"{kind}>{after}", f"{coarse}>{after}"


def _beside(coarse: str, before: str, after: str) -> tuple[str, ...]:
    return f"{before}_{after}", f"{coarse}:{before}_{after}"


def _whole(coarse: str, size: int) -> tuple[str, ...]:
    return (f"run=|{coarse}|{size}",)


def _rest(  # noqa: PLR0913, PLR0917 - categories
    coarse: str,
    position: str,
    size: int,
    tail: str,
    classes: frozenset[str],
    near: bool,  # noqa: FBT001 - a category
    longer: str,
) -> list[str]:
    found = [f"run={position}|{coarse}|{size}"]
    if tail:
        found.append(f"tail={tail}|{coarse}")
        found += [f"tailc={name}|{near}|{coarse}" for name in sorted(classes)]
    if longer:
        found.append(f"shorter={longer}|{coarse}")
    return found


def _head(coarse: str, head: str | None, given: bool, near: bool, longer: str) -> list[str]:  # noqa: FBT001 - categories
    if head is None:
        return []
    found = [f"head={head}|{coarse}" if head else f"headn={given}|{near}|{coarse}"]
    if longer:
        found.append(f"later={longer}|{coarse}")
    return found


def _inner(base: str, begins: str, ends: str, word: str) -> list[str]:
    found = [f"longer={begins}|{base}"] if begins else []
    if ends:
        found += (f"earlier={ends}|{base}", f"earlierw={word}")
    return found


def _document_several(kind: str, coarse: str, counts: tuple[int, int, int], share: str) -> list[str]:
    alone, place, person = counts
    found = [f"Dalone={alone}|{coarse}", f"Dplace={place}|{coarse}", f"Dperson2={min(person, 2)}|{coarse}"]
    if share:
        found.append(f"Darea={share}|{kind}")
    return found


def _document_single(  # noqa: PLR0913, PLR0917 - categories
    kind: str,
    coarse: str,
    counts: tuple[int, int, int],
    share: str,
    others: tuple[int, int, int],
    small: bool,  # noqa: FBT001 - a category
) -> list[str]:
    alone, place, person = counts
    group, unit, speech = others
    found = [
        f"Dalone={alone}|{coarse}",
        f"Dplace={place}|{coarse}",
        f"Dperson={person}|{coarse}",
        f"Dgroup={group}|{coarse}",
        f"Dunit={unit}|{coarse}",
        f"Dspeech={speech}|{coarse}",
        f"Dpp={min(person, 2)}|{min(place, 1)}|{kind}",
    ]
    if small:
        found.append(f"Dsmall|{coarse}")
    if share:
        found.append(f"Darea={share}|{kind}")
    return found
