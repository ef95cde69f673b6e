"""Features of a span in its text: the sides crossed with the span's type, its run, and the document.

A feature is a string; the classifier knows a weight for some. ``total`` adds those weights; ``listed``
returns the features themselves, for training. Both go the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.sides import Side, left, right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.toponyms.context import Context, Span


class Features:
    """The features of all spans of one text; the sides are made once for each token."""

    def __init__(self, context: Context) -> None:
        """Make features of the spans of ``context``."""
        self.context = context
        self._left: dict[int, Side] = {}
        self._right: dict[int, Side] = {}
        self._sums: dict[tuple[int, int], float] = {}

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
        return [*span.name.features, *before.features, *after.features, *self.crossed(span, before.kind, after.kind)]

    def total(self, span: Span, weights: Mapping[str, float], least: float) -> float:
        """Return the sum of the weights of the features of ``span``.

        A span whose words and sides alone sum to less than ``least`` is past saving: the rest, half of the
        work, is not done for it, and what is returned is far below any threshold.
        """
        before, after = self.left(span.first), self.right(span.last)
        get = weights.get
        total = span.name.weight
        total += self._side_sum(0, span.first, before.features, weights)
        total += self._side_sum(1, span.last, after.features, weights)
        if total < least:
            return total + least
        for feature in self.crossed(span, before.kind, after.kind):
            total += get(feature, 0.0)
        return total

    def _side_sum(self, side: int, index: int, features: Iterable[str], weights: Mapping[str, float]) -> float:
        known = self._sums.get((side, index))
        if known is None:
            known = self._sums[side, index] = sum([weights.get(feature, 0.0) for feature in features])
        return known

    def crossed(self, span: Span, before: str, after: str) -> list[str]:
        """Return the features that depend on more than one of: the span itself, its left, its right, the document."""
        kind, coarse = span.name.kind, span.name.coarse
        found = [
            f"{kind}<{before}",
            f"{kind}>{after}",
            f"{coarse}<{before}",
            f"{coarse}>{after}",
            f"{before}_{after}",
            f"{coarse}:{before}_{after}",
        ]
        if not span.whole:
            self._add_run(span, found)
        else:
            found.append(f"run=|{coarse}|{min(span.last - span.first, 4)}")
        if span.first < span.last:
            self._add_parts(span, found)
        self._add_document(span, before, found)
        return found

    def _add_run(self, span: Span, found: list[str]) -> None:
        """Add what the rest of the run says: its last and first words, and known names that reach further."""
        context = self.context
        lower = context.tokens.lower
        first, last = span.run
        coarse = span.name.coarse
        position = ("<" if span.first > first else "") + (">" if span.last < last else "")
        found.append(f"run={position}|{coarse}|{min(last - first, 6)}")
        if span.last < last:
            tail = lower[last].rstrip(".")
            classes = context.lexicon.classes.get(tail)
            if classes:
                found.append(f"tail={tail}|{coarse}")
                found += [f"tailc={name}|{span.last == last - 1}|{coarse}" for name in classes]
            held = context.by_start.get(span.first)
            if held is not None and held.last > span.last:
                found.append(f"shorter={held.name.coarse}|{coarse}")
        if span.first > first:
            head = lower[first].rstrip(".")
            if head in context.lexicon.classes:
                found.append(f"head={head}|{coarse}")
            else:
                found.append(f"headn={head in context.lexicon.first_names}|{span.first == first + 1}|{coarse}")
            held = context.by_end.get(span.last)
            if held is not None and held.first < span.first:
                found.append(f"later={held.name.coarse}|{coarse}")

    def _add_parts(self, span: Span, found: list[str]) -> None:
        """Add which known names begin or end the span."""
        context = self.context
        inner = context.by_start.get(span.first)
        if inner is not None and inner.last < span.last:
            found.append(f"longer={inner.name.base}|{span.name.base}")
        inner = context.by_end.get(span.last)
        if inner is not None and inner.first > span.first:
            found.append(f"earlier={inner.name.base}|{span.name.base}")
            found.append(f"earlierw={context.tokens.lower[span.first]}")

    def _add_document(self, span: Span, before: str, found: list[str]) -> None:
        """Add what the rest of the document does with the name."""
        context = self.context
        name, coarse = span.name, span.name.coarse
        alone, place = context.alone.get(span.surface, 0), context.place.get(span.surface, 0)
        if span.whole:
            alone -= 1
            place -= before == "placeprep"
        found.append(f"Dalone={min(alone, 3)}|{coarse}")
        found.append(f"Dplace={min(place, 2)}|{coarse}")
        final = context.tokens.words[span.last]
        person = context.person.get(final, 0)
        if span.first < span.last:
            found.append(f"Dperson2={min(person, 2)}|{coarse}")
        else:
            found.append(f"Dperson={min(person, 3)}|{coarse}")
            found.append(f"Dgroup={min(context.group.get(final, 0), 2)}|{coarse}")
            found.append(f"Dunit={min(context.unit.get(final, 0), 2)}|{coarse}")
            found.append(f"Dspeech={min(context.speech.get(final, 0), 2)}|{coarse}")
            found.append(f"Dpp={min(person, 2)}|{min(place, 1)}|{name.kind}")
            if context.tokens.lower[span.last] in context.small:
                found.append(f"Dsmall|{coarse}")
        if name.known and context.areas and not name.area:
            shared = sum([context.areas[country] for country in name.countries])
            share = "none" if not shared else "some" if shared * 2 < context.areas.total() else "most"
            found.append(f"Darea={share}|{name.kind}")
