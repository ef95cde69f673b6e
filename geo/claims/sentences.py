"""Cut a text into sentences: good enough for news, linear, and never inside a number or an abbreviation."""

from __future__ import annotations

from typing import NamedTuple

from geo.patterns import anchored, lazy, trailing

__all__ = ["Sentence", "sentences_of"]


class Sentence(NamedTuple):
    """A sentence as a span of the text: 0-based code points, the end exclusive."""

    start: int
    end: int


_NOTE = r"(?:\[[^\[\]\s]{1,12}\]){0,4}"
_END = lazy(
    rf"""[.!?…。؟۔]{_NOTE}["'”’»)\]]{{0,3}}{_NOTE}(?=\s|$)|\n[ \t\r]{{0,20}}\n|\n(?=\s{{0,4}}[^\sa-z])""",
)
_ABBREVIATION_WORDS = """
mr mrs ms dr prof st sgt lt gen col maj capt cpl pvt adm cmdr sen gov rep rev hon no nos vol fig ca approx est jan feb
mar apr jun jul aug sep sept oct nov dec vs etc al e.g i.e u.s u.k u.n u.a.e d.c km mi ft yd sq mt nr ind ill pa fla tex
calif mass conn ariz ga va wis minn mich ala ark colo kan ky la md miss mo neb nev okla ore tenn vt wash wyo n.y n.j n.c
s.c n.d s.d n.h n.m r.i w.va del inc ltd co corp bros jr sr brig pres
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_LONGEST = 2_000
_HEADING = 60
"""Lines of running text are longer than that, but for the last of a paragraph."""

_WORD_BEFORE = trailing(r"[^\W\d_]+(?:\.[^\W\d_]+){0,4}$")
_NEXT = anchored(r"\s{0,40}(\S)")


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text``, in order and without gaps between words; blank ones left out."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "\n" and not _is_heading(text, start, match.start()):
            continue
        if match.group()[0] == "." and not _ends_here(text, match.start(), match.end()):
            continue
        start = _add(found, text, start, match.end())
    _add(found, text, start, len(text))
    return tuple(found)


def _is_heading(text: str, start: int, end: int) -> bool:
    """Return whether a line stands alone: short, the first of its paragraph, and not going on in the next one."""
    line = text[start:end].strip()
    first = text[max(0, start - 8) : start].rstrip(" \t\r")[-1:] in ("", "\n")
    return first and 0 < len(line) <= _HEADING and line[-1] not in ",;:-–—(" and "\n" not in line


def _ends_here(text: str, dot: int, end: int) -> bool:
    """Return whether the full stop at ``dot`` ends a sentence."""
    follows = _NEXT.match(text, end)
    if follows is None:
        return True
    if follows.group(1).islower():
        return False
    before = _WORD_BEFORE.search(text, max(0, dot - 20), dot)
    if before is None:
        return True
    word = before.group()
    # "J." of a name; but "10 km N. The" cannot be told apart, and a sentence too long does less harm.
    single = len(word) == 1 and word.isupper()
    return not single and word.lower() not in _ABBREVIATIONS


def _add(found: list[Sentence], text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    last = end
    while last > start and text[last - 1].isspace():
        last -= 1
    # What goes on for pages without a full stop is no sentence; cut, so that nothing searches all of it over and over.
    while last - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut
        found.append(Sentence(start, cut))
        start = cut
        while start < last and text[start].isspace():
            start += 1
    if last > start:
        found.append(Sentence(start, last))
    return end
