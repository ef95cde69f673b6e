"""Browse the mentions that are placed wrongly, and why: text on the terminal, or one HTML file.

    python bench/toponyms_errors.py                     all corpora, as text
    python bench/toponyms_errors.py --corpus lgl        one corpus
    python bench/toponyms_errors.py --html errors.html  with links to a map, sorted by kind of error
    python bench/toponyms_errors.py --other-half        with weights trained on the other half (slower)
    python bench/toponyms_errors.py --summary           counts only

Kinds: ``unknown`` the gazetteer has no such name; ``absent`` it has the name, but no place of it within
161 km of the truth; ``ranked`` the right place was a candidate and lost; ``unsure`` no answer was given.
"""

from __future__ import annotations

import argparse
import html
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from _corpora import WITHIN_M, corpus_paths, read_corpus
from toponyms import Answer, answers, held_out

from geo.gazetteer import open_gazetteer
from geo.geodesy import rough_distance
from geo.resolution.engine import Resolver

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

CONTEXT = 90


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong answer, its kind, and what is worth reading of it."""

    kind: str
    corpus: str
    answer: Answer
    right_option: str

    @property
    def before(self) -> str:
        """The text before the mention."""
        return self.answer.document.text[max(0, self.answer.mention.start - CONTEXT) : self.answer.mention.start]

    @property
    def after(self) -> str:
        """The text after the mention."""
        return self.answer.document.text[self.answer.mention.end : self.answer.mention.end + CONTEXT]

    @property
    def gold(self) -> str:
        """Where it is."""
        mention = self.answer.mention
        position = mention.position
        where = f"{position.lat:.3f}, {position.lon:.3f}" if position else "?"
        return f"{where} {mention.feature_code or ''} {mention.geonames_id or ''}".strip()

    @property
    def said(self) -> str:
        """What was answered."""
        resolution = self.answer.resolution
        if resolution is None or resolution.place is None:
            return f"nothing: {resolution.reason if resolution else ''}"
        place = resolution.place
        area = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
        far = f"{(self.answer.error_m or 0) / 1000:.0f} km off"
        return f"{place.name} ({place.feature_code}; {area}) {far}, confidence {resolution.confidence:.2f}"

    @property
    def runners_up(self) -> list[str]:
        """The alternatives with their reasons."""
        resolution = self.answer.resolution
        return [
            f"{item.place.name} ({item.place.feature_code}; {item.place.admin1}, {item.place.country}) "
            f"{item.score:.2f}: {'; '.join(item.reasons)}"
            for item in (resolution.alternatives if resolution else ())
        ]


def errors_of(corpus: str, found: list[Answer], resolver: Resolver) -> list[Error]:
    """Return the wrong answers with their kinds."""
    return [_error(corpus, answer, resolver) for answer in found if not answer.right]


def _error(corpus: str, answer: Answer, resolver: Resolver) -> Error:
    gazetteer: Gazetteer = resolver.gazetteer
    position = answer.mention.position
    assert position is not None
    options = resolver.names.find(answer.mention.text).options
    near = [
        option.facts
        for option in options
        if rough_distance(position.lat, position.lon, option.facts.lat, option.facts.lon) <= WITHIN_M
    ]
    if near:
        shown = f"{gazetteer.name(near[0].row)} ({gazetteer.feature_code(near[0].row)})"
        kind = "unsure" if answer.error_m is None else "ranked"
    else:
        shown = ""
        kind = "absent" if options else "unknown"
    return Error(kind, corpus, answer, shown)


def as_text(errors: list[Error]) -> str:
    """Return the errors as text, one paragraph each."""
    parts = []
    for error in errors:
        lines = [
            f"[{error.kind}] {error.corpus} {error.answer.document.id} ({error.answer.document.source or ''})",
            f"  …{error.before}⟦{error.answer.mention.text}⟧{error.after}…".replace("\n", " "),
            f"  is    {error.gold} {error.right_option}",
            f"  said  {error.said}",
            *(f"  or    {line}" for line in error.runners_up),
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def as_html(errors: list[Error]) -> str:
    """Return the errors as one HTML page that needs no network; everything from the corpora is escaped."""
    rows = []
    for error in errors:
        position = error.answer.mention.position
        where = f"{error.corpus} {error.answer.document.id}"
        link = f"geo:{position.lat},{position.lon}" if position else ""
        runners = "".join(f"<li>{html.escape(line)}</li>" for line in error.runners_up)
        rows.append(
            f"<details><summary><b>{error.kind}</b> {html.escape(error.before[-40:])}<mark>"
            f"{html.escape(error.answer.mention.text)}</mark>{html.escape(error.after[:40])}</summary>"
            f"<p>{html.escape(where)}: …{html.escape(error.before)}<mark>"
            f"{html.escape(error.answer.mention.text)}</mark>{html.escape(error.after)}…</p>"
            f'<p>is <a href="{html.escape(link)}">{html.escape(error.gold)}</a> {html.escape(error.right_option)}<br>'
            f"said {html.escape(error.said)}</p><ol>{runners}</ol></details>"
        )
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(error.kind for error in errors).items()))
    style = "body{font:1em/1.5 sans-serif;max-width:60em;margin:auto}mark{background:#fd6}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Wrongly placed mentions</title>'
        f"<style>{style}</style><h1>{len(errors)} wrongly placed mentions</h1><p>{counts}</p>{''.join(rows)}</html>\n"
    )


def summary(errors: list[Error], total: int) -> str:
    """Return the counts by kind and the names that are wrong most often."""
    kinds = Counter(error.kind for error in errors)
    lines = [f"{len(errors)} of {total} wrong: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())]
    for kind, _ in kinds.most_common():
        names = Counter(error.answer.mention.text for error in errors if error.kind == kind)
        lines.append(f"  {kind}: " + ", ".join(f"{name} {count}" for name, count in names.most_common(40)))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Browse wrongly placed mentions.")
    parser.add_argument("--corpus", choices=sorted(corpus_paths()))
    parser.add_argument("--html", type=Path)
    parser.add_argument("--kind", choices=("unknown", "absent", "ranked", "unsure"))
    parser.add_argument("--other-half", action="store_true")
    parser.add_argument("--summary", action="store_true")
    arguments = parser.parse_args()
    corpora = {name: read_corpus(path) for name, path in corpus_paths().items()}
    resolver = Resolver(open_gazetteer(()))
    if arguments.other_half:
        found = {name: given for name, given in held_out(corpora, resolver).items() if name in corpora}
    else:
        found = {name: answers(documents, resolver) for name, documents in corpora.items()}
    errors = []
    for name, given in found.items():
        if arguments.corpus in (None, name):
            own = errors_of(name, given, resolver)
            print(f"{name}: {summary(own, len(given))}", file=sys.stdout if arguments.summary else sys.stderr)
            errors += [error for error in own if arguments.kind in (None, error.kind)]
    errors.sort(key=lambda error: (error.kind, error.answer.mention.text, error.answer.document.id))
    if arguments.html:
        arguments.html.write_text(as_html(errors), encoding="utf-8")
    elif not arguments.summary:
        print(as_text(errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
