"""Features of a span in its text: the sides crossed with the span's type, its run, and the document.

A feature is a string; the classifier knows a weight for some. ``total`` adds those weights; ``listed``
returns the features themselves, for training. Both go the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.names import weight_of
from geo.toponyms.sides import left, right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.toponyms.context import Context, Span


class Features:
    """The features of all spans of one text; the sides are made once for each token."""

    def __init__(self, context: Context) -> None:
        """Make features of the spans of ``context``."""
        self.context = context
        self._left: dict[int, tuple[str, float]] = {}
        self._right: dict[int, tuple[str, float]] = {}
        self._areas = context.areas.total()

    def listed(self, span: Span) -> list[str]:
        """Return all features of ``span``."""
        before, after = left(self.context, span.first), right(self.context, span.last)
        crossed = self._crossed(span, before.kind, after.kind)
        return [*span.name.features(), *before.features, *after.features, *crossed]

    def total(self, span: Span, weights: Mapping[str, float], least: float) -> float:
        """Return the sum of the weights of the features of ``span``.

        A span whose words and sides alone sum to less than ``least`` is past saving: the rest, half of the
        work, is not done for it, and what is returned is far below any threshold.
        """
        before = self._left.get(span.first)
        if before is None:
            side = left(self.context, span.first)
            before = self._left[span.first] = side.kind, weight_of(side.features, weights)
        after = self._right.get(span.last)
        if after is None:
            side = right(self.context, span.last)
            after = self._right[span.last] = side.kind, weight_of(side.features, weights)
        total = span.name.weight(weights) + before[1] + after[1]
        if total < least:
            return total + least
        return total + weight_of(self._crossed(span, before[0], after[0]), weights)

    def _crossed(self, span: Span, before: str, after: str) -> list[str]:
        """Return the features that depend on more than one of: the span itself, its left, its right, the document."""
        kind, coarse, context = span.name.kind, span.name.coarse, self.context
        found = [
            f"{kind}<{before}",
            f"{coarse}<{before}",
            f"{kind}>{after}",
            f"{coarse}>{after}",
            f"{before}_{after}",
            f"{coarse}:{before}_{after}",
        ]
        if context.sport:
            found.append(f"Dsport={context.sport}|{coarse}|{before}")
            found.append(f"Dsport>{context.sport}|{coarse}|{after}")
        self._document(span, before, found)
        if not span.whole:
            self._rest(span, found)
            if span.first > span.run.first:
                self._head(span, found)
        else:
            found.append(f"run=|{coarse}|{min(span.last - span.first, 4)}")
        if span.first < span.last:
            self._inner(span, found)
        return found

    def _rest(self, span: Span, found: list[str]) -> None:
        """Add the features of the words of the run after the span, and of longer names that begin with it."""
        context, last, coarse = self.context, span.run.last, span.name.coarse
        position = ("<" if span.first > span.run.first else "") + (">" if span.last < last else "")
        found.append(f"run={position}|{coarse}|{min(last - span.run.first, 6)}")
        if span.last == last:
            return
        tail = context.tokens.lower[last].rstrip(".")
        if classes := context.lexicon.classes.get(tail):
            near = span.last == last - 1
            found.append(f"tail={tail}|{coarse}")
            found += [f"tailc={name}|{near}|{coarse}" for name in sorted(classes)]
        held = context.by_start.get(span.first)
        if held is not None and held.last > span.last:
            found.append(f"shorter={held.name.coarse}|{coarse}")

    def _head(self, span: Span, found: list[str]) -> None:
        """Add the features of the words of the run before the span, and of longer names that end with it."""
        context, first, coarse = self.context, span.run.first, span.name.coarse
        head = context.tokens.lower[first].rstrip(".")
        if head in context.lexicon.classes:
            found.append(f"head={head}|{coarse}")
        else:
            found.append(f"headn={head in context.lexicon.first_names}|{span.first == first + 1}|{coarse}")
        held = context.by_end.get(span.last)
        if held is not None and held.first < span.first:
            found.append(f"later={held.name.coarse}|{coarse}")

    def _inner(self, span: Span, found: list[str]) -> None:
        """Add the features of the known names that begin or end the span."""
        context, base = self.context, span.name.base
        begins = context.by_start.get(span.first)
        if begins is not None and begins.last < span.last:
            found.append(f"longer={begins.name.base}|{base}")
        ends = context.by_end.get(span.last)
        if ends is not None and ends.first > span.first:
            found += (f"earlier={ends.name.base}|{base}", f"earlierw={context.tokens.lower[span.first]}")

    def _document(self, span: Span, before: str, found: list[str]) -> None:
        """Add the features of what the rest of the document does with the name."""
        context, name = self.context, span.name
        kind, coarse = name.kind, name.coarse
        alone, place = context.alone.get(span.surface, 0), context.place.get(span.surface, 0)
        if span.whole:
            alone -= 1
            place -= before == "placeprep"
        final = context.tokens.words[span.last]
        person = context.person.get(final, 0)
        found += (f"Dalone={min(alone, 3)}|{coarse}", f"Dplace={min(place, 2)}|{coarse}")
        if span.first < span.last:
            found.append(f"Dperson2={min(person, 2)}|{coarse}")
        else:
            found += (
                f"Dperson={min(person, 3)}|{coarse}",
                f"Dgroup={min(context.group.get(final, 0), 2)}|{coarse}",
                f"Dunit={min(context.unit.get(final, 0), 2)}|{coarse}",
                f"Dspeech={min(context.speech.get(final, 0), 2)}|{coarse}",
                f"Dpp={min(person, 2)}|{min(place, 1)}|{kind}",
            )
            if context.tokens.lower[span.last] in context.small:
                found.append(f"Dsmall|{coarse}")
        if self._areas and name.known and not name.area:
            shared = sum([context.areas[country] for country in name.countries])
            found.append(f"Darea={'none' if not shared else 'some' if shared * 2 < self._areas else 'most'}|{kind}")
