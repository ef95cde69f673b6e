"""Make the lists of common words and personal names in geo/toponyms/lists from four unpacked packages.

``python bench/make_word_lists.py SYMSPELL SCOWL NAMES FAKER`` with

* SYMSPELL: ``frequency_dictionary_en_82_765.txt`` of PyPI symspellpy 6.10.1 (MIT): words by frequency,
* SCOWL: ``american-english`` of Debian wamerican 2020.12.07 (permissive, Kevin Atkinson): words with their case,
* NAMES: the folder ``names`` of PyPI names 0.3.0: the distributions of the 1990 United States census (public domain),
* FAKER: ``faker/providers/person`` of PyPI Faker 40.63.0 (MIT): names of other countries in Latin letters.
"""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from pathlib import Path

LISTS = Path(__file__).resolve().parent.parent / "geo" / "toponyms" / "lists"
COMMON = 20_000
FIRST_NAMES = 1_300
SURNAMES = 6_000
LATIN = re.compile(r"[a-z][a-z'-]{2,}")


def plain(name: str) -> str:
    """Return a name in lower case without marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))


def common_words(frequencies: Path, cased: Path) -> list[str]:
    """Return the most frequent words that a dictionary spells in lower case, most frequent first."""
    lower = {word for word in cased.read_text(encoding="utf-8").split() if word.islower()}
    ranked = (line.split()[0] for line in frequencies.read_text(encoding="utf-8-sig").splitlines())
    return [word for word in ranked if word in lower and len(word) > 1][:COMMON]


def census(path: Path, limit: int) -> list[str]:
    """Return the most frequent names of a census file, most frequent first."""
    return [line.split()[0].lower() for line in path.read_text(encoding="utf-8").splitlines()[:limit]]


def invented(folder: Path, prefixes: tuple[str, ...]) -> set[str]:
    """Return the names that the providers list under attributes of the given beginnings."""
    found: set[str] = set()
    for path in sorted(folder.glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            if not node.targets[0].id.startswith(prefixes):
                continue
            for leaf in ast.walk(node.value):
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                    found.add(plain(leaf.value))
    return {name for name in found if LATIN.fullmatch(name)}


def write(name: str, comment: str, words: list[str]) -> None:
    """Write one list, ten words or so a line."""
    lines, line = [f"# {comment}"], ""
    for word in words:
        if len(line) + len(word) > 118:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    (LISTS / name).write_text("\n".join([*lines, line.rstrip(), ""]), encoding="utf-8")


def main() -> None:
    symspell, scowl, names, faker = (Path(argument) for argument in sys.argv[1:5])
    common = common_words(symspell, scowl)
    first = census(names / "dist.male.first", FIRST_NAMES) + census(names / "dist.female.first", FIRST_NAMES)
    more_first = invented(faker, ("first_names", "first_name", "female_names", "male_names")) - set(first)
    last = census(names / "dist.all.last", SURNAMES)
    more_last = invented(faker, ("last_names", "last_name", "surnames")) - set(last)
    rare = set(common[:3_000])
    write("common_words.txt", "Common English words by falling frequency (symspellpy, MIT; case from SCOWL).", common)
    write(
        "first_names.txt",
        "Given names (US census 1990, public domain; Faker, MIT).",
        sorted({*first, *more_first} - rare),
    )
    write("surnames.txt", "Family names (US census 1990, public domain; Faker, MIT).", [*last, *sorted(more_last)])


if __name__ == "__main__":
    main()
