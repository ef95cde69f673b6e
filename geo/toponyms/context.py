"""What surrounds a span: the words before and after, the run it is part of, and the rest of the document.

Features are strings. Those of the left and of the right side depend on one token each and are made once
for all spans that begin or end there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.toponyms.candidates import is_name_word, runs, spans
from geo.toponyms.lexicon import lexicon

if TYPE_CHECKING:
    from geo.toponyms.candidates import Run
    from geo.toponyms.names import Name, Names
    from geo.toponyms.tokens import Tokens

SENTENCE_ENDS = frozenset(".!?…:;")
QUOTES = frozenset("\"'“”‘’«»„")
OPENING = frozenset("\"'“‘«„([")
DASHES = frozenset("-–—―−")
DATELINE_TOKENS = 24
"""A dateline stands within the first tokens of a text or paragraph."""


class Span:
    """One candidate: first and last token (inclusive), its run, and what the span is by itself."""

    __slots__ = ("first", "last", "name", "run", "surface")

    def __init__(self, first: int, last: int, run: Run, surface: str, name: Name) -> None:
        self.first = first
        self.last = last
        self.run = run
        self.surface = surface
        self.name = name


class Context:
    """One text with its tokens, runs, candidate spans and the counts that features ask for."""

    def __init__(self, text: str, tokens: Tokens, names: Names) -> None:
        """Find the candidates of ``text`` and count what the document does with each name."""
        self.text = text
        self.tokens = tokens
        self.names = names
        self.lexicon = lexicon()
        self.runs: list[Run] = list(runs(text, tokens))
        self.spans: list[Span] = []
        self.by_start: dict[int, Span] = {}
        self.by_end: dict[int, Span] = {}
        self.run_at: dict[int, Run] = {}
        self._left: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._right: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._person: Counter[str] = Counter()
        self._place: Counter[str] = Counter()
        self._group: Counter[str] = Counter()
        self._alone: Counter[str] = Counter()
        self._speech: Counter[str] = Counter()
        self._unit: Counter[str] = Counter()
        self._small: frozenset[str] = frozenset()
        self.areas: Counter[str] = Counter()
        self._collect()

    def _collect(self) -> None:
        text, (words, lower, starts, ends) = self.text, self.tokens
        small = set()
        for word in words:
            if word[0].islower():
                small.add(word)
        self._small = frozenset(small)
        for run in self.runs:
            longest: Span | None = None
            for first, last in spans(self.tokens, run):
                surface = text[starts[first] : ends[last]]
                name = self.names.of(surface, words[first : last + 1])
                if last - first >= 4 and not name.known and name.coarse == "unknown":  # noqa: PLR2004
                    continue
                if (
                    not name.known
                    and not is_name_word(words[first])
                    and lower[first][0].isdigit()
                    and name.coarse != "generic"
                ):
                    continue
                span = Span(first, last, run, surface, name)
                self.spans.append(span)
                if name.known or name.demonym:
                    held = self.by_start.get(first)
                    if held is None or held.last < last:
                        self.by_start[first] = span
                    held = self.by_end.get(last)
                    if held is None or held.first > first:
                        self.by_end[last] = span
                    if longest is None or last - first > longest.last - longest.first:
                        longest = span
            if longest is not None and longest.name.area and longest.name.prominence > 0.3:  # noqa: PLR2004
                for country in longest.name.countries:
                    self.areas[country] += 1
            self.run_at[run.first] = run
            self._count(run)

    def _count(self, run: Run) -> None:
        words, lower, _, _ = self.tokens
        first, last = run
        classes = self.lexicon.classes
        whole = " ".join(words[first : last + 1])
        self._alone[whole] += 1
        before = lower[first - 1] if first else ""
        after = lower[last + 1] if last + 1 < len(words) else ""
        head = classes.get(lower[first].rstrip("."), frozenset())
        tail = classes.get(lower[last].rstrip("."), frozenset())
        if "placeprep" in classes.get(before, ()):
            self._place[whole] += 1
        if first == last and "speech" in classes.get(after, ()):
            self._speech[whole] += 1
        titled = "title" in classes.get(before.rstrip("."), ())
        named = last > first and (
            lower[first] in self.lexicon.first_names
            or "title" in head
            or (len(words[first]) == 2 and words[first][1] == ".")  # noqa: PLR2004
        )
        group = "organisation" in tail
        if (titled or named) and not group:
            for place in range(first if titled else first + 1, last + 1):
                self._person[words[place]] += 1
            if named and "title" not in head:
                self._person[words[first]] += 1
        if last > first:
            counts = self._group if group else self._unit if tail & {"adminword", "street", "waterword"} else None
            if counts is not None:
                for place in range(first, last):
                    counts[words[place]] += 1

    # --- sides ---------------------------------------------------------------------------------------

    def _gap(self, index: int) -> str:
        """Return the white space before token ``index``."""
        return self.text[self.tokens.ends[index - 1] : self.tokens.starts[index]]

    def left(self, first: int) -> tuple[str, tuple[str, ...]]:
        """Return the class of what stands before token ``first``, and the features of it."""
        known = self._left.get(first)
        if known is None:
            known = self._left[first] = self._make_left(first)
        return known

    def right(self, last: int) -> tuple[str, tuple[str, ...]]:
        """Return the class of what stands after token ``last``, and the features of it."""
        known = self._right.get(last)
        if known is None:
            known = self._right[last] = self._make_right(last)
        return known

    def _word_class(self, index: int) -> str:
        """Return the class of the capitalised word ``index`` as a neighbour."""
        word, lower = self.tokens.words[index], self.tokens.lower[index].rstrip(".")
        classes = self.lexicon.classes.get(lower, frozenset())
        for name in ("title", "month", "weekday", "direction", "street", "adminword", "organisation", "postnominal"):
            if name in classes:
                return name
        if len(word) == 2 and word[1] == ".":  # noqa: PLR2004 - an initial
            return "initial"
        if "placehead" in classes:
            return "placehead"
        if self.names.of(word, [word]).demonym:
            return "demonym"
        if lower in self.lexicon.first_names:
            return "given"
        common = self.lexicon.common.get(lower)
        if common and common < "4":
            return "common"
        if lower in self.lexicon.surnames:
            return "family"
        held = self.names.of(word, [word])
        return "known" if held.known and held.prominence >= 0.3 else "name"  # noqa: PLR2004

    def _make_left(self, first: int) -> tuple[str, tuple[str, ...]]:
        words, lower = self.tokens.words, self.tokens.lower
        if first == 0:
            return "^", ("L1=^",)
        one = lower[first - 1]
        two = lower[first - 2] if first > 1 else "^"
        found = []
        previous = words[first - 1]
        gap = self._gap(first)
        if "\n" in gap:
            return "newline", ("L1=newline",)
        classes = self.lexicon.classes.get(one.rstrip("."), frozenset())
        if is_name_word(previous):
            side = ("=" if gap else "") + "Cap:" + self._word_class(first - 1)
            found.append(f"L1c={one}" if classes else "L1c=")
            known = self.by_end.get(first - 1)
            if known is not None:
                found.append(f"Lknown={known.name.coarse}")
        elif previous[0].isdigit():
            side = "number"
            found.append(f"L2n={two}")
        elif previous in SENTENCE_ENDS:
            side = "sentence" if previous not in ":;" else "colon"
            found.append(f"L2s={two}" if len(two) <= 3 else "L2s=*")  # noqa: PLR2004
        elif previous == ",":
            held = self.by_end.get(first - 2) if first > 1 else None
            side = (
                f",{held.name.coarse}"
                if held is not None
                else (",Cap" if first > 1 and is_name_word(words[first - 2]) else ",")
            )
            found.append(f"L2,={two}" if first > 1 and words[first - 2].islower() else "L2,=*")
            third = first - 3
            if third > 0:
                found.append(f"L3,={lower[third]}" if words[third].islower() else "L3,=*")
        elif previous in DASHES:
            side = (
                "hyphen"
                if not gap and self.tokens.ends[first - 2 if first > 1 else 0] == self.tokens.starts[first - 1]
                else "dash"
            )
            found.append(f"L2-={two}" if first > 1 and words[first - 2].islower() else "L2-=*")
        elif previous in QUOTES:
            side = "quote"
            found.append(f"L2q={two}" if len(two) <= 3 else "L2q=*")  # noqa: PLR2004
        elif previous in "([":
            side = "bracket"
        elif previous == "/":
            side = "slash"
        elif one in {"'s", "’s"}:
            held = self.by_end.get(first - 2) if first > 1 else None
            side = f"'s{held.name.coarse}" if held is not None else "'s"
        elif one in {"and", "or", "&"}:
            held = self.by_end.get(first - 2) if first > 1 else None
            side = (
                f"and{held.name.coarse}"
                if held is not None
                else ("andCap" if first > 1 and is_name_word(words[first - 2]) else "and")
            )
            found.append(f"L2&={two}" if first > 1 and words[first - 2].islower() else "L2&=*")
        else:
            side = next(
                (
                    name
                    for name in (
                        "placeprep",
                        "preposition",
                        "determiner",
                        "title",
                        "direction",
                        "settleword",
                        "adminword",
                        "speech",
                        "residency",
                    )
                    if name in classes
                ),
                "of" if one == "of" else "word",
            )
            found.append(f"L1={one}")
            found.append(f"L21={two} {one}")
            if one == "the":
                found.append(f"L2the={two}")
            if one == "of":
                side += ":" + next(
                    (
                        name
                        for name in ("settleword", "adminword", "direction", "organisation", "title", "landword")
                        if name in self.lexicon.classes.get(two, ())
                    ),
                    "",
                )
            elif two in {"the", "a", "of", "in"}:
                found.append(f"L3{two}={lower[first - 3] if first > 2 else '^'}")  # noqa: PLR2004
        if first < DATELINE_TOKENS and self.tokens.words[first].isupper():
            found.append("early")
        found.append(f"Lc={side}")
        return side, tuple(found)

    def _make_right(self, last: int) -> tuple[str, tuple[str, ...]]:
        words, lower = self.tokens.words, self.tokens.lower
        count = len(words)
        if last + 1 >= count:
            return "$", ("R1=$",)
        one = lower[last + 1]
        two = lower[last + 2] if last + 2 < count else "$"
        following = words[last + 1]
        gap = self._gap(last + 1)
        if "\n" in gap:
            return "newline", ("R1=newline",)
        found = []
        classes = self.lexicon.classes.get(one.rstrip("."), frozenset())
        if is_name_word(following):
            side = ("" if gap else "=") + "Cap:" + self._word_class(last + 1)
            found.append(f"R1c={one}" if classes else "R1c=")
            known = self.by_start.get(last + 1)
            if known is not None:
                found.append(f"Rknown={known.name.coarse}")
        elif following[0].isdigit():
            side = "number"
        elif following in SENTENCE_ENDS:
            side = "stop" if following != ":" else "colon"
        elif following == ",":
            held = self.by_start.get(last + 2)
            if held is not None:
                side = f",{held.name.kind.split('+')[0]}"
                closed = held.last + 1 < count and words[held.last + 1] in ",.;)—-"
                found.append(f"R,closed={closed}|{held.name.coarse}")
            elif two in self.lexicon.members["statecue"]:
                side = ",state"
            elif two[0].isdigit():
                side = ",number"
            else:
                side = ",Cap" if last + 2 < count and is_name_word(words[last + 2]) else ","
                found.append(f"R2,={two}")
        elif following in DASHES:
            side = (
                "hyphen"
                if not gap and last + 2 < count and self.tokens.starts[last + 2] == self.tokens.ends[last + 1]
                else "dash"
            )
            found.append(f"R2-={two}")
        elif following in "([":
            side = "bracket"
            found.append(
                "R(agency" if two in self.lexicon.members["agencycue"] else f"R(={two}" if two.islower() else "R(=*"
            )
        elif following in QUOTES:
            side = "quote"
        elif one in {"'s", "’s"}:
            side = "'s"
            found.append(f"R2s={two}")
            found.append(
                f"R2sc={self._word_class(last + 2) if last + 2 < count and is_name_word(words[last + 2]) else 'low'}"
            )
        elif one in {"and", "or", "&"}:
            held = self.by_start.get(last + 2)
            side = (
                f"and{held.name.coarse}"
                if held is not None
                else ("andCap" if last + 2 < count and is_name_word(words[last + 2]) else "and")
            )
        elif following in ")]/":
            side = following
        else:
            side = next(
                (
                    name
                    for name in (
                        "speech",
                        "residency",
                        "preposition",
                        "organisation",
                        "settleword",
                        "adminword",
                        "direction",
                        "street",
                    )
                    if name in classes
                ),
                "word",
            )
            found.append(f"R1={one}")
            found.append(f"R12={one} {two}")
        found.append(f"Rc={side}")
        return side, tuple(found)

    # --- the whole span ------------------------------------------------------------------------------

    def features(self, span: Span) -> tuple[list[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the features of ``span``: crossed and of the document, then by itself, of the left, of the right."""
        left, left_features = self.left(span.first)
        right, right_features = self.right(span.last)
        name = span.name
        kind, coarse = name.kind, name.coarse
        found = [
            f"{kind}<{left}",
            f"{kind}>{right}",
            f"{coarse}<{left}",
            f"{coarse}>{right}",
            f"{left}_{right}",
            f"{coarse}:{left}_{right}",
        ]
        self._add_run(span, found)
        self._add_document(span, found)
        return found, name.features, left_features, right_features

    def _add_run(self, span: Span, found: list[str]) -> None:
        words, lower = self.tokens.words, self.tokens.lower
        first, last = span.run
        coarse = span.name.coarse
        position = ("<" if span.first > first else "") + (">" if span.last < last else "")
        found.append(f"run={position}|{coarse}")
        found.append(f"runlen={min(last - first, 6)}|{position}|{coarse}")
        if span.last < last:
            tail = lower[last].rstrip(".")
            classes = self.lexicon.classes.get(tail, ())
            if classes:
                found.append(f"tail={tail}|{coarse}")
                found += [f"tailc={name}|{span.last == last - 1}|{coarse}" for name in classes]
            held = self.by_start.get(span.first)
            if held is not None and held.last > span.last:
                found.append(f"shorter={held.name.coarse}|{coarse}")
        if span.first > first:
            head = lower[first].rstrip(".")
            classes = self.lexicon.classes.get(head, ())
            if classes:
                found.append(f"head={head}|{coarse}")
            else:
                found.append(f"headn={head in self.lexicon.first_names}|{span.first == first + 1}|{coarse}")
            held = self.by_end.get(span.last)
            if held is not None and held.first < span.first:
                found.append(f"later={held.name.coarse}|{coarse}")
        if span.first < span.last:
            inner = self.by_start.get(span.first)
            if inner is not None and inner.last < span.last:
                found.append(f"longer={inner.name.kind}|{span.name.kind}")
            inner = self.by_end.get(span.last)
            if inner is not None and inner.first > span.first:
                found.append(f"earlier={inner.name.kind}|{span.name.kind}")
                found.append(f"earlierw={lower[span.first]}")

    def _add_document(self, span: Span, found: list[str]) -> None:
        words = self.tokens.words
        coarse = span.name.coarse
        whole = " ".join(words[span.first : span.last + 1])
        alone = self._alone[whole] - (span.first == span.run.first and span.last == span.run.last)
        found.append(f"Dalone={min(alone, 3)}|{coarse}")
        place = self._place[whole]
        if (
            span.first == span.run.first
            and span.last == span.run.last
            and place
            and self.left(span.first)[0] == "placeprep"
        ):
            place -= 1
        found.append(f"Dplace={min(place, 2)}|{coarse}")
        final = words[span.last]
        if span.first == span.last:
            person = self._person[final]
            group = self._group[final]
            unit = self._unit[final]
            found.append(f"Dperson={min(person, 3)}|{coarse}")
            found.append(f"Dgroup={min(group, 2)}|{coarse}")
            found.append(f"Dunit={min(unit, 2)}|{coarse}")
            found.append(f"Dspeech={min(self._speech[final], 2)}|{coarse}")
            found.append(f"Dpp={min(person, 2)}|{min(place, 1)}|{span.name.kind}")
            if self.tokens.lower[span.last] in self._small:
                found.append(f"Dsmall|{coarse}")
        else:
            found.append(f"Dperson2={min(self._person[final], 2)}|{coarse}")
        if span.name.known and self.areas and not span.name.area:
            shared = sum(self.areas[country] for country in span.name.countries)
            found.append(
                f"Darea={'none' if not shared else 'some' if shared * 2 < sum(self.areas.values()) else 'most'}|{span.name.kind}"
            )
