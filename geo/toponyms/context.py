"""One text as the classifier sees it: tokens, runs, candidate spans, and what the document does with names."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import repeat
from typing import TYPE_CHECKING

from geo.toponyms.candidates import LONGEST, runs, spans
from geo.toponyms.lexicon import lexicon
from geo.toponyms.names import FREQUENT, GENERIC, HEADS, has_arabic_opening, opening

if TYPE_CHECKING:
    from collections.abc import Container

    from geo.toponyms.candidates import Run
    from geo.toponyms.names import Name, Names
    from geo.toponyms.tokens import Tokens


class _Always:
    """Holds everything."""

    def __contains__(self, _item: object) -> bool:
        return True


_ALWAYS = _Always()

SEATS = frozenset({"Kremlin", "White House", "Pentagon", "Downing Street", "Élysée", "Elysée", "Elysee", "Blue House"})
"""Houses that stand for a government. Neither corpus has one of their 23 mentions as a place (a capital that stands for
its government is one in both)."""

NOTED = 0.3
"""Prominence from which a country or province tells what a document is about."""

SPORT = (5, 12)
"""Different words of sport from which a text has to do with sport, and is about it: towns are clubs there."""

_LONGEST_UNKNOWN = 3
_NO_TAILS = frozenset({"organisation", "postnominal", "month", "weekday", "creed", "event"})
_NO_PLACES = frozenset({"month", "weekday", "title", "postnominal", "organisation"})
_HONOURED = frozenset({"Sheikh", "Abu", "Umm", "King", "Prince", "Saint", "St", "St.", "Count"})
"""Titles that begin the names of places, too."""

_SON = frozenset({"bin", "ibn", "bint"})
_UNITS = frozenset({"adminword", "street", "waterword"})
_INITIAL = 2
_NO_CLASSES: frozenset[str] = frozenset()


class Span:
    """One candidate: first and last token (inclusive), its run, and what the span is by itself."""

    __slots__ = ("first", "last", "name", "run", "surface", "whole")

    def __init__(self, first: int, last: int, run: Run, surface: str, name: Name) -> None:
        self.first = first
        self.last = last
        self.run = run
        self.surface = surface
        self.name = name
        self.whole = first == run.first and last == run.last


class Context:
    """One text with its tokens, runs, candidate spans and the counts that features ask for.

    ``by_start`` and ``by_end`` give the longest known name that begins or ends at a token. ``person``,
    ``group``, ``unit`` and ``speech`` count how often a word stands in the name of a person, of an
    organisation, of a unit ("Anderson County"), or before a verb of saying; ``place`` how often a run
    follows "in" or "near", ``alone`` how often it occurs; ``areas`` the countries that are mentioned;
    ``small`` are the words as they are written: what is asked of it is whether a small word is among them.
    """

    def __init__(self, text: str, tokens: Tokens, names: Names) -> None:
        """Find the candidates of ``text`` and count what the document does with each name."""
        self.text = text
        self.tokens = tokens
        self.names = names
        self.lexicon = lexicon()
        self.spans: list[Span] = []
        self.by_start: dict[int, Span] = {}
        self.by_end: dict[int, Span] = {}
        self.person: defaultdict[str, int] = defaultdict(int)
        self.place: defaultdict[str, int] = defaultdict(int)
        self.group: defaultdict[str, int] = defaultdict(int)
        self.unit: defaultdict[str, int] = defaultdict(int)
        self.speech: defaultdict[str, int] = defaultdict(int)
        self.alone: defaultdict[str, int] = defaultdict(int)
        self.areas: Counter[str] = Counter()
        self.small = frozenset(tokens.words)
        sport = len(self.small & self.lexicon.members["sport"])
        self.sport = sum([sport >= least for least in SPORT])
        self._classes = list(map(self.lexicon.classes_dotted.get, tokens.lower, repeat(_NO_CLASSES)))
        functions = self.lexicon.members["function"]
        for run in runs(text, tokens):
            first, last = run
            if first == last and tokens.lower[first] in functions and tokens.words[first].istitle():
                # "The", "But" at the beginning of a sentence: no candidate, and nothing that others ask for.
                if "title" in self.classes(first - 1):
                    self.person[tokens.words[first]] += 1
                continue
            self._collect(run)
            self._count(run)

    def surface(self, first: int, last: int) -> str:
        """Return the text from token ``first`` to token ``last``."""
        if first == last:
            return self.tokens.words[first]
        return self.text[self.tokens.starts[first] : self.tokens.ends[last]]

    def classes(self, index: int) -> frozenset[str]:
        """Return the classes of the word ``index``; none beyond the text."""
        classes = self._classes
        return classes[index] if 0 <= index < len(classes) else _NO_CLASSES

    def _collect(self, run: Run) -> None:
        """Add the spans of ``run``, which depend on nothing but its words and are kept for when it comes again."""
        begin, end = run
        kept = self.names.runs
        key = (self.surface(begin, end), *self.tokens.words[begin : end + 1])
        try:
            found = kept[key]
        except KeyError:
            spans = self._found(run)
            kept.keep(key, tuple([(span.first - begin, span.last - begin, span.surface, span.name) for span in spans]))
        else:
            spans = [Span(begin + first, begin + last, run, surface, name) for first, last, surface, name in found]
        self.spans += spans
        widest: Span | None = None
        for span in spans:
            if span.name.known or span.name.demonym:
                self._index(span)
                if widest is None or span.last - span.first > widest.last - widest.first:
                    widest = span
        if widest is not None and widest.name.area and widest.name.prominence > NOTED:
            self.areas.update(widest.name.countries)

    def _found(self, run: Run) -> list[Span]:
        """Return the spans of ``run`` that may be chosen."""
        words, lower = self.tokens.words, self.tokens.lower
        functions = self.lexicon.members["function"]
        found: list[Span] = []
        keys: Container[int] = _ALWAYS
        start, function = -1, False
        for first, last in spans(self.tokens, run):
            if first != start:
                start, function = first, lower[first] in functions and words[first].istitle()
                last_end = min(run.last, first + LONGEST)
                keys = _ALWAYS if first == run.last else self.names.ends(self.text, self.tokens, first, last_end)
            if function and (first == last or last not in keys):
                continue
            known = last in keys
            if not known and self._hopeless(first, last, run) and not self._is_demonym(first, last):
                continue
            surface = self.surface(first, last)
            if surface in SEATS or self._is_in_pedigree(first, last, run):
                continue
            name = self.names.of(surface, words[first : last + 1], known=known)
            if known and not name.known and not name.demonym and self._hopeless(first, last, run):
                continue
            found.append(Span(first, last, run, surface, name))
        return _without_cut(found) if len(found) > 1 else found

    def _is_demonym(self, first: int, last: int) -> bool:
        """Tell whether a span is a single word for the people of a place."""
        return first == last and bool(self.names.gazetteer.demonym(self.tokens.words[first]))

    def _index(self, span: Span) -> None:
        held = self.by_start.get(span.first)
        if held is None or held.last < span.last:
            self.by_start[span.first] = span
        held = self.by_end.get(span.last)
        if held is None or held.first > span.first:
            self.by_end[span.last] = span

    def _hopeless(self, first: int, last: int, run: Run) -> bool:
        """Tell whether a span that no gazetteer knows is plainly no place, or cut so that nobody would choose it.

        Of the spans dropped here one in a thousand is a place in the corpora that the weights are trained on.
        """
        words = self.tokens.words
        # What "and" joins are names of their own: "the Zona Rosa and Tepito".
        before = first > run.first and words[first - 1] != "and"
        after = last < run.last and words[last + 1] != "and"
        head = self.classes(first)
        if first == last:
            return (before and after and words[first - 1] != "-") or self._ordinary(first, head)
        size = last - first + 1
        tail = self.classes(last)
        joined = "-" in words[first : last + 1] or words[last][0].isdigit()
        if not tail.isdisjoint(GENERIC) or (joined and words[last - 1] == "-"):
            return size > LONGEST_GENERIC
        if not head.isdisjoint(HEADS):
            return size > _LONGEST_UNKNOWN and after
        if not tail.isdisjoint(_NO_TAILS) or self._is_person(first, last, head):
            return True
        if size > _LONGEST_UNKNOWN:
            return before or after or size > LONGEST_GENERIC
        return after and not joined

    def _is_in_pedigree(self, first: int, last: int, run: Run) -> bool:
        """Tell whether a span is cut from a name that tells whose son or daughter one is: Tamim bin Hamad."""
        words = self.tokens.words
        return (last < run.last and words[last + 1] in _SON) or (first > run.first and words[first - 1] in _SON)

    def _is_person(self, first: int, last: int, classes: frozenset[str]) -> bool:
        """Tell whether a name is likely a person's: a title, given name or initial first, or a family name last."""
        word, lower = self.tokens.words[first], self.tokens.lower
        if "title" in classes:
            return word not in _HONOURED
        return (
            lower[first] in self.lexicon.first_names
            or len(word.rstrip(".")) == 1
            or self.lexicon.surnames.get(lower[last], FREQUENT) < FREQUENT
        )

    def _ordinary(self, index: int, classes: frozenset[str]) -> bool:
        """Tell whether the single word ``index`` is a common word, a given name, a title, a month …."""
        lower = self.tokens.lower[index].rstrip(".")
        return (
            not classes.isdisjoint(_NO_PLACES)
            or self.lexicon.common.get(lower, FREQUENT) < FREQUENT
            or lower in self.lexicon.first_names
        )

    def _opening(self, first: int, last: int) -> int:
        """Return how many tokens of a run its article takes: what stands behind it is the name of a person, if any."""
        words, held = self.tokens.words[first : last + 1], self.by_start.get(first)
        known = held is not None and held.name.known and held.last > first
        return 1 if known and has_arabic_opening(words) else opening(words)

    def _count(self, run: Run) -> None:
        words, lower = self.tokens.words, self.tokens.lower
        first, last = run
        whole = self.surface(first, last)
        self.alone[whole] += 1
        if "placeprep" in self.classes(first - 1):
            self.place[whole] += 1
        if first == last and "speech" in self.classes(last + 1):
            self.speech[whole] += 1
        titled = "title" in self.classes(first - 1)
        if first == last:
            if titled:
                self.person[whole] += 1
            return
        head, tail = self.classes(first), self.classes(last)
        initial = len(words[first]) == _INITIAL and words[first][1] == "."
        group = "organisation" in tail
        given = lower[first + self._opening(first, last)] in self.lexicon.first_names or initial
        if not group and (titled or given or "title" in head):
            for word in words[first if titled or given else first + 1 : last + 1]:
                self.person[word] += 1
        counts = self.group if group else None if tail.isdisjoint(_UNITS) else self.unit
        if counts is not None:
            for word in words[first:last]:
                counts[word] += 1


LONGEST_GENERIC = 5
"""Most tokens of a name that no gazetteer knows, with a generic word at its end."""


def _without_cut(spans: list[Span]) -> list[Span]:
    """Return the spans of a run without the unknown ones that are cut from a known name of several words."""
    wide = [span for span in spans if span.first < span.last and span.name.known and span.name.base[-1] != "~"]
    if not wide:
        return spans
    return [
        span
        for span in spans
        if span.name.known
        or span.name.demonym
        or not any(held.first <= span.first and span.last <= held.last and held is not span for held in wide)
    ]
