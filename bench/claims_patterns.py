r"""Show that every regular expression of the claims is linear: 1 MB of adversarial text under a CPU second each.

Each expression of ``geo.units`` and of every module of ``geo.claims`` runs over texts made to hurt it: its
own words over and over, without what would end a match, and runs of blanks, digits, letters, capitals and
punctuation. Expressions that are only ever put to a window of a few dozen characters (those that end with
``\Z``, and those used with ``match``) run over the megabyte all the same.

Run: ``python bench/claims_patterns.py [--all]``; exits with 1 where one takes longer.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time

import geo.claims
import geo.units

SIZE = 1_000_000
LIMIT_S = 1.0
COMMON = (
    "a", " ", "1", "1,", "1 000 ", "A ", "the ", "The Aa ", "north ", "north-", "N", "km ",
    "1 km ", "40 miles ", "between ",
    "(", "-", ".", "\n", "half a ",
    "one hundred and ", "of the ", "about some ", "the city of ", "to the ", "’s ", "town ",
    "and ", ", the ", "twenty-", "a few ", "é", "م ", "12/",
    "is located in the ", "less than ", "within ",
)  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled expression, by module and name."""
    modules = [
        geo.units,
        *(importlib.import_module(f"geo.claims.{found.name}") for found in pkgutil.iter_modules(geo.claims.__path__)),
    ]
    found: dict[str, re.Pattern[str]] = {}
    for module in modules:
        for name, value in sorted(vars(module).items()):
            if isinstance(value, re.Pattern) and value not in found.values():
                found[f"{module.__name__}.{name}"] = value
    return found


def hurtful(pattern: re.Pattern[str]) -> list[str]:
    """Return texts of 1 MB: the common ones, and the pattern's own words repeated."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?i:|\[[^\]]{0,60}\]", " ", pattern.pattern))
    own = [f"{word} " for word in dict.fromkeys(words)][:12]
    own.append(" ".join(dict.fromkeys(words))[:4000] + " ")
    return [(piece * (SIZE // len(piece) + 1))[:SIZE] for piece in (*COMMON, *own) if piece.strip() or piece == " "]


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """Return the CPU seconds of the text that takes longest, and how it begins."""
    worst = (0.0, "")
    for text in hurtful(pattern):
        # A twentieth tells what is worth the whole; what is not linear shows in either.
        seconds = seconds_for(pattern, text[: SIZE // 20])
        if seconds * 20.0 > max(worst[0], LIMIT_S / 2.0):
            seconds = seconds_for(pattern, text) / 20.0
        worst = max(worst, (seconds * 20.0, text[:24]))
    return worst


def seconds_for(pattern: re.Pattern[str], text: str) -> float:
    """Return the CPU seconds that finding every match in ``text`` takes."""
    began = time.process_time()
    for _match in pattern.finditer(text):
        pass
    return time.process_time() - began


def main() -> None:
    slow = 0
    for name, pattern in patterns().items():
        seconds, text = slowest(pattern)
        over = seconds > LIMIT_S
        slow += over
        if over or "--all" in sys.argv:
            print(f"{'SLOW' if over else 'ok  '} {seconds:6.2f} s  {name}  {text!r}")
    print(f"{len(patterns())} expressions, {slow} above {LIMIT_S} CPU second for {SIZE:,} characters")
    raise SystemExit(1 if slow else 0)


if __name__ == "__main__":
    main()
