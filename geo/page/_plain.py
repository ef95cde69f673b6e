"""The page for readers whose programs run no scripts: a still picture and the list of evidence, as plain HTML.

A browser without scripts, a content system whose policy forbids them, a mail or file preview: all show this
part. Where the page's script runs, it takes this part away before it is painted. All text passes
:func:`geo.page._markup.escaped`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.layers._words import SIGNS, VERDICT_WORDS
from geo.model import Judgement, Precision
from geo.page._markup import escaped
from geo.page._still import still
from geo.page.basemap import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.layers.scene import Scene

__all__ = ["MOST", "plain"]

MOST = 100
"""Entries that each list holds; pages with more say how many are left."""

ABOUT = (
    "A still picture of the map. The map that moves, its filters and downloads need scripts, which are off or not "
    "allowed here. Nothing is loaded from a network."
)

_RANK = tuple(judgement.value for judgement in (*(Judgement.CONTRADICTED, Judgement.APPROXIMATE), Judgement.SUPPORTED))
_WORDS = {judgement.value: f"{SIGNS[judgement]} {VERDICT_WORDS[judgement]}" for judgement in Judgement}


def plain(scene: Scene, extra: dict[str, Any]) -> str:
    """Return the inner HTML of the part without scripts."""
    caption = f"{ABOUT} {extra['viewpoint']}"
    return "".join(
        (
            f'<figure class="cm-still-map">{still(scene, Bounds(*extra["overview"]), extra["title"])}',
            f"<figcaption>{escaped(caption)}</figcaption></figure>",
            *_unread(scene.payload()),
            *_lists(scene.payload()),
            *_sources(scene.payload(), extra),
        )
    )


def _unread(payload: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence on the languages whose claims are not read, as the page's script says it."""
    names = sorted({report["unread"] for report in payload["reports"]} - {""})
    if names:
        yield (
            f"<p>Text in {escaped(', '.join(names))}: its places are shown, but claims are read in English, Arabic, "
            "Russian and Ukrainian only.</p>"
        )


def _lists(payload: dict[str, Any]) -> Iterator[str]:
    claims, places = payload["claims"], payload["places"]
    order = sorted(range(len(claims)), key=lambda index: (_rank(claims[index]), claims[index]["line"] is None, index))
    yield from _section("Claims checked", len(claims), (_claim(payload, index) for index in order))
    mentions: dict[int, list[int]] = {}
    for index, place in enumerate(payload["mentions"]["place"]):
        mentions.setdefault(place, []).append(index)
    first = sorted(mentions, key=lambda place: (_coarse(places, place), -len(mentions[place]), place))
    yield from _section("Places", len(first), (_place(payload, place, mentions[place]) for place in first))
    unplaced = payload["unplaced"]
    yield from _section("Not on the map", len(unplaced), (_unplaced(payload, entry) for entry in unplaced))


def _rank(claim: dict[str, Any]) -> int:
    return _RANK.index(claim["verdict"]) if claim["verdict"] in _RANK else len(_RANK)


def _coarse(places: dict[str, list[Any]], place: int) -> int:
    if places["demonym"][place]:
        return 2
    return int(places["precision"][place] == list(Precision).index(Precision.COUNTRY))


def _section(title: str, count: int, entries: Iterator[str]) -> Iterator[str]:
    if not count:
        return
    yield f"<h2>{title} ({count:,})</h2><ol>"
    yield from (f"<li>{entry}</li>" for _, entry in zip(range(MOST), entries, strict=False))
    yield "</ol>"
    if count > MOST:
        yield f"<p>{count - MOST:,} more stand in the data of this file.</p>"


def _claim(payload: dict[str, Any], index: int) -> str:
    claim = payload["claims"][index]
    measured = claim["measured"]
    if measured and claim["referenceName"]:
        measured = f"{measured} from {claim['referenceName']}"
    rows = (("Report says", claim["stated"]), ("Measured", measured), ("Finding", claim["explanation"]))
    facts = "".join(f"<dt>{term}</dt><dd>{escaped(text)}</dd>" for term, text in rows if text)
    return (
        f"<h3>{_WORDS[claim['verdict']]} · {_bdi(claim['subjectName'] or 'The report')}: "
        f"{_bdi('“' + claim['text'] + '”')}</h3>{_quote(payload, *claim['where'])}<dl>{facts}</dl>"
    )


def _place(payload: dict[str, Any], place: int, mentions: list[int]) -> str:
    places, column = payload["places"], payload["mentions"]
    local = f" {_bdi(places['local'][place])}" if places["local"][place] else ""
    where = payload["words"][places["where"][place]]
    kind = payload["kinds"][f"{places['precision'][place]}/{places['code'][place]}"]
    count = f"{len(mentions):,} mention{'' if len(mentions) == 1 else 's'}"
    official = places["official"].get(str(place))
    official = f"in the gazetteer {official}" if official else ""
    about = " · ".join(escaped(part) for part in (official, kind, where, count) if part)
    first = mentions[0]
    quote = _quote(payload, column["quote"][first], column["start"][first], column["end"][first])
    return f"<h3>{_bdi(places['name'][place])}{local}</h3><p>{about}</p>{quote}"


def _unplaced(payload: dict[str, Any], entry: list[Any]) -> str:
    name, reason, *where = entry
    return f"<h3>{_bdi(name)}</h3><p>{escaped(reason)}</p>{_quote(payload, *where)}"


def _quote(payload: dict[str, Any], quote: int, start: int, end: int) -> str:
    """Return the quotation with its words marked; offsets count UTF-16 units, as in the page's data."""
    text, cut = payload["quotes"][quote], payload["quoteCuts"][quote]
    units = text.encode("utf-16-le", "surrogatepass")
    before, marked, after = (
        escaped(part.decode("utf-16-le", "surrogatepass"))
        for part in (units[: 2 * start], units[2 * start : 2 * end], units[2 * end :])
    )
    report = payload["reports"][payload["quoteReports"][quote]]
    page = f"p. {payload['quotePages'][quote]}" if payload["quotePages"][quote] else ""
    told = ", ".join(_bdi(part) for part in (report["title"], report["source"], report["date"], page) if part)
    source = f"<p><small>{told}</small></p>" if told and len(payload["reports"]) > 1 else ""
    return (
        f'<blockquote dir="auto">{"… " if cut & 1 else ""}{before}<mark>{marked}</mark>{after}'
        f"{' …' if cut & 2 else ''}</blockquote>{source}"
    )


def _sources(payload: dict[str, Any], extra: dict[str, Any]) -> Iterator[str]:
    yield "<footer>"
    named = "; ".join(f"{what.lower()} by {who}" for what, who, _ in extra["sources"])
    yield f"<p>Sources: {escaped(named)}. {escaped(extra['method'])}</p>"
    versions = sorted({report["gazetteer"] for report in payload["reports"] if report["gazetteer"]})[:3]
    if versions:
        yield f"<p>Gazetteer: {_bdi('; '.join(versions))}</p>"
    for report in payload["reports"][:MOST]:
        about = ", ".join(_bdi(report[key]) for key in ("title", "source", "date") if report[key])
        yield f"<p>{about}{' · ' if about else ''}SHA-256 <code>{escaped(report['sha256'])}</code></p>"
    yield "</footer>"


def _bdi(text: str) -> str:
    return f'<bdi dir="auto">{escaped(text)}</bdi>'
