r"""Show that no text makes the claims slow: every regular expression over 1 MB of adversarial text, and all together.

Each expression of ``geo.units`` and of every module of ``geo.claims`` runs over texts made to hurt it: its own words
over and over, without what would end a match, and runs of blanks, digits, letters, capitals and punctuation.

- One that is looked for anywhere finds its matches in the megabyte within a CPU second.
- One that is only tried at a place that something else found (`geo.patterns.anchored`) is matched at places all over
  the megabyte; one match stays under a millisecond, however long the text.
- One that ends where the text ends (`geo.patterns.trailing`) likewise, from the text's end.
- At last the texts are read whole, with a name every couple of hundred characters: by the grammar of lengths, and then
  from recognising the names to the verdicts. Ten times the text takes no more than about ten times as long.

Run: ``python bench/claims_patterns.py [--all]``; exits with 1 where one takes longer.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from typing import TYPE_CHECKING, cast

import geo
import geo.claims
import geo.units
from geo.claims import find_claims
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.patterns import Anchored, Trailing

SIZE = 1_000_000
LIMIT_S = 1.0
ONE_PLACE_LIMIT_S = 1e-3
PLACES = 500
WHOLE = 300_000
WHOLE_LIMIT_S = 20.0
BEND = 2.0
"""Ten times the text may take twice ten times as long: a machine is shared, and short times are measured badly."""

COMMON = (
    "a", " ", "1", "1,", "1 000 ", "A ", "the ", "The Aa ", "north ", "north-", "N", "km ",
    "1 km ", "40 miles ", "between ",
    "(", "-", ".", "\n", "half a ",
    "one hundred and ", "of the ", "about some ", "the city of ", "to the ", "’s ", "town ",
    "and ", ", the ", "twenty-", "a few ", "é", "م ", "12/",
    "is located in the ", "less than ", "within ",
)  # fmt: skip

_KINDS = {type(made("a")): name for name, made in (("anywhere", lazy), ("one place", anchored), ("end", trailing))}
_KINDS |= {type(made("a", 0, ("a",))): name for name, made in (("anywhere", lazy), ("one place", anchored))}


def kind_of(value: object) -> str | None:
    """Return how an expression is used, or None for what is none."""
    return "anywhere" if isinstance(value, re.Pattern) else _KINDS.get(type(value))


def patterns() -> dict[str, object]:
    """Return every expression, by module and name; an equal one only once."""
    modules = [
        geo.units,
        *(importlib.import_module(f"geo.claims.{found.name}") for found in pkgutil.iter_modules(geo.claims.__path__)),
    ]
    found: dict[str, object] = {}
    for module in modules:
        for name, value in sorted(vars(module).items()):
            for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
                if kind_of(one) is not None and not any(one is known for known in found.values()):
                    found[f"{module.__name__}.{name}" + (f"[{number}]" if isinstance(value, tuple) else "")] = one
    return found


def hurtful(source: str, size: int = SIZE) -> list[str]:
    """Return texts of ``size`` characters: the common ones, and the expression's own words repeated."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?i:|\[[^\]]{0,60}\]", " ", source))
    own = [f"{word} " for word in dict.fromkeys(words)][:12]
    own.append(" ".join(dict.fromkeys(words))[:4000] + " ")
    return [(piece * (size // len(piece) + 1))[:size] for piece in (*COMMON, *own) if piece.strip() or piece == " "]


def slowest_search(pattern: re.Pattern[str], size: int = SIZE) -> tuple[float, str]:
    """Return the CPU seconds that the worst text of ``size`` characters takes, and how it begins."""
    worst = (0.0, "")
    for text in hurtful(pattern.pattern, size):
        # A fiftieth tells what is worth the whole; what is not linear shows in either.
        part = text[: size // 50]
        seconds = seconds_for(lambda part=part: sum(1 for _match in pattern.finditer(part))) * 50.0
        if seconds > max(worst[0], LIMIT_S / 2.0):
            seconds = seconds_for(lambda text=text: sum(1 for _match in pattern.finditer(text)))
        worst = max(worst, (seconds, text[:24]))
    return worst


def slowest_place(use: Callable[[str, int], object], source: str, size: int = SIZE) -> tuple[float, str]:
    """Return the CPU seconds of one use at a place in the worst text, as the mean of many places."""
    worst = (0.0, "")
    for text in hurtful(source, size):
        places = range(0, len(text), max(1, len(text) // PLACES))
        seconds = seconds_for(lambda text=text, places=places: [use(text, place) for place in places]) / len(places)
        worst = max(worst, (seconds, text[:24]))
    return worst


def seconds_for(work: Callable[[], object]) -> float:
    """Return the CPU seconds that ``work`` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def slowest(pattern: object, size: int = SIZE) -> tuple[float, float, str]:
    """Return how many CPU seconds are allowed, how many the worst text takes, and how that begins."""
    kind = kind_of(pattern)
    if kind == "anywhere":
        return LIMIT_S, *slowest_search(cast("re.Pattern[str]", pattern), size)
    if kind == "one place":
        placed = cast("Anchored", pattern)
        return ONE_PLACE_LIMIT_S, *slowest_place(placed.match, placed.pattern, size)
    ending = cast("Trailing", pattern)
    return ONE_PLACE_LIMIT_S, *slowest_place(lambda text, at: ending.search(text, 0, at), ending.pattern, size)


def whole(piece: str, size: int) -> float:
    """Return the CPU seconds that reading ``size`` characters with many names takes, from names to verdicts."""
    part = piece * (200 // len(piece) + 1) + "Aleppo "
    text = (part * (size // len(part) + 1))[:size]
    return seconds_for(lambda: (find_claims(text), geo.analyse(text)))


def main() -> None:
    slow = 0
    everything = "--all" in sys.argv
    found = patterns()
    for name, pattern in found.items():
        limit, seconds, text = slowest(pattern)
        over = seconds > limit
        slow += over
        if over or everything:
            print(
                f"{'SLOW' if over else 'ok  '} {seconds:9.6f} s of {limit:g}  {kind_of(pattern):<9}  {name}  {text!r}"
            )
    print(f"{len(found)} expressions over {SIZE:,} characters, {slow} too slow")
    geo.analyse("Aleppo lies 300 km north of Damascus.")
    bent = 0
    for piece in COMMON:
        small, large = whole(piece, WHOLE // 10), whole(piece, WHOLE)
        over = large > WHOLE_LIMIT_S or large > max(0.5, small * 10.0 * BEND)
        bent += over
        if over or everything:
            print(f"{'SLOW' if over else 'ok  '} {large:5.2f} s, a tenth of it {small:5.2f} s  {piece!r}")
    print(f"{len(COMMON)} texts of {WHOLE:,} characters read whole, {bent} too slow")
    raise SystemExit(1 if slow or bent else 0)


if __name__ == "__main__":
    main()
