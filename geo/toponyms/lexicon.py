"""What is known of words apart from any gazetteer: how common, whose name, what kind of word.

The lists are the readable files in ``lists/`` (its README says where they come from).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

RANKS = ((300, "1"), (1_500, "2"), (5_000, "3"), (11_000, "4"), (20_000, "5"))
"""Ranks among common words and the bucket that ends there."""

SURNAME_RANKS = ((300, "1"), (2_000, "2"), (6_000, "3"))
"""Ranks among family names and the bucket that ends there; names beyond are in bucket 4."""


FOREIGN = "foreignhead"
"""The class of words of other languages that places' names begin with: not English, so that their spelling may vary."""


class Lexicon(NamedTuple):
    """Words in lower case without a final stop.

    ``classes`` gives the classes of a word, ``classes_dotted`` those of words with a final stop as well,
    ``members`` the words of a class, ``common`` the bucket of a
    common word ("1" the most frequent), ``surnames`` that of a family name; ``first_names`` are given names.
    ``words`` are all words of these.
    """

    classes: dict[str, frozenset[str]]
    classes_dotted: dict[str, frozenset[str]]
    members: dict[str, frozenset[str]]
    common: dict[str, str]
    first_names: frozenset[str]
    surnames: dict[str, str]
    words: frozenset[str]


def lines(name: str) -> list[str]:
    """Return the lines of a list but for comments and empty ones."""
    text = resources.files(__package__).joinpath("lists", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _words(name: str) -> list[str]:
    return " ".join(lines(name)).split()


def _ranked(words: list[str], ranks: tuple[tuple[int, str], ...], beyond: str) -> dict[str, str]:
    """Return the bucket of each word by its rank in the list; of a word that stands twice, that of its best rank."""
    starts = (0, *(limit for limit, _ in ranks))
    buckets = (*(bucket for _, bucket in ranks), beyond)
    ranked: dict[str, str] = {}
    for start, end, bucket in reversed(list(zip(starts, (*starts[1:], len(words)), buckets, strict=True))):
        ranked.update(dict.fromkeys(words[start:end], bucket))
    return ranked


def sections(name: str) -> dict[str, set[str]]:
    """Return the words of a list by the [section] that they stand in."""
    members: dict[str, set[str]] = {}
    current: set[str] = set()
    for word in _words(name):
        if word[0] == "[" and word[-1] == "]":
            current = members.setdefault(word[1:-1], set())
        else:
            current.add(word)
    return members


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; read once in a process."""
    members = sections("classes.txt")
    classes: dict[str, set[str]] = {}
    for name, words in members.items():
        for word in words:
            classes.setdefault(word, set()).add(name)
    frozen = {word: frozenset(names) for word, names in classes.items()}
    english = [word for word, names in classes.items() if names != {FOREIGN}]
    common = _ranked(_words("common_words.txt"), RANKS, "5")
    first_names = frozenset(_words("first_names.txt")) | frozenset(_words("names_romanised.txt"))
    surnames = _ranked(_words("surnames.txt"), SURNAME_RANKS, "4")
    return Lexicon(
        classes=frozen,
        classes_dotted={**frozen, **{f"{word}.": names for word, names in frozen.items()}},
        members={name: frozenset(words) for name, words in members.items()},
        common=common,
        first_names=first_names,
        surnames=surnames,
        words=first_names.union(common, surnames, english),
    )
