"""The nouns: report, toponym, place, resolution, claim, verdict, analysis.

All are frozen, slotted and validating. Distances are metres, angles degrees, positions WGS 84.
Text offsets are 0-based code points, the end exclusive. Nothing here imports anything heavy.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from geo.errors import ModelError, PositionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = 1
"""Version of the JSON that :meth:`Analysis.to_json` writes."""

CELLS = " | "
"""Between the cells of a table's row in the text of a report, where a row is a paragraph of its own."""


class Precision(StrEnum):
    """What the position of a place stands for, finest first (``inferred``: an area the text implies)."""

    EXACT = "exact"
    NEIGHBOURHOOD = "neighbourhood"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    INFERRED = "inferred"


class Kind(StrEnum):
    """What a toponym names: a place, or people and things of a place ("Iraqi")."""

    PLACE = "place"
    DEMONYM = "demonym"


class Judgement(StrEnum):
    """The four verdicts on a claim."""

    SUPPORTED = "supported"
    APPROXIMATE = "approximate"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the globe.

    ``lat`` is in [-90, 90] and ``lon`` in [-180, 180] degrees.

    Raises:
        PositionError: where either is not finite or out of its range.

    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and -90.0 <= self.lat <= 90.0):  # noqa: PLR2004 - the poles
            msg = f"{self.lat!r} is no latitude: give degrees from -90 to 90."
            raise PositionError(msg)
        if not (math.isfinite(self.lon) and -180.0 <= self.lon <= 180.0):  # noqa: PLR2004 - the antimeridian
            msg = f"{self.lon!r} is no longitude: give degrees from -180 to 180."
            raise PositionError(msg)


SHAPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
"""Kinds of geometry that a :class:`Shape` may have."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry as GeoJSON draws it: nested tuples of (lon, lat) in degrees.

    Rings are closed and counter-clockwise outside, clockwise inside (RFC 7946). Longitudes may run
    beyond ±180 so that a shape across the antimeridian stays in one piece; exports split it.
    """

    kind: str
    coordinates: tuple[Any, ...]

    def __post_init__(self) -> None:
        if self.kind not in SHAPES:
            msg = f"{self.kind!r} is no kind of shape: one of {', '.join(sorted(SHAPES))}."
            raise ModelError(msg)

    def rounded(self, decimals: int) -> Shape:
        """Return the shape with so many decimals of a degree; six are a tenth of a metre."""
        return Shape(self.kind, _rounded(self.coordinates, decimals))

    def to_geojson(self) -> dict[str, Any]:
        """Return the geometry as a GeoJSON object."""
        return {"type": self.kind, "coordinates": _listed(self.coordinates)}

    @classmethod
    def from_geojson(cls, geometry: Mapping[str, Any]) -> Shape:
        """Return the shape of a GeoJSON geometry object."""
        return cls(str(geometry["type"]), _tupled(geometry["coordinates"]))


def _rounded(value: Any, decimals: int) -> Any:  # noqa: ANN401 - nested to any depth
    if not isinstance(value, tuple):
        return round(value, decimals) + 0.0
    if value and isinstance(value[0], tuple) and value[0] and not isinstance(value[0][0], tuple):
        # A row of pairs, which nearly all the work is about: twice as fast as one call a number.
        return tuple((round(pair[0], decimals) + 0.0, round(pair[1], decimals) + 0.0) for pair in value)
    return tuple(_rounded(item, decimals) for item in value)


def _listed(value: Any) -> Any:  # noqa: ANN401 - nested to any depth
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:  # noqa: ANN401 - nested to any depth
    return tuple(_tupled(item) for item in value) if isinstance(value, list | tuple) else float(value)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the world.

    ``extent_m`` is the radius of the smallest circle about ``position`` that holds the place.
    ``country`` is ISO 3166 alpha-2, ``admin1`` and ``admin2`` are names. ``source`` is ``gazetteer``,
    ``inferred``, ``override``, ``given`` (the report itself brought the position) or ``online:SERVICE``.
    ``outline`` is set only where the text itself implies an area (precision ``inferred``) or the source
    gave one; outlines of administrative units are looked up in the gazetteer by ``id``.
    """

    id: str
    name: str
    position: Position
    feature_code: str = "PPL"
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    extent_m: float = 0.0
    precision: Precision = Precision.TOWN
    source: str = "gazetteer"
    population: int = 0
    local_name: str | None = None
    outline: Shape | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.extent_m) and self.extent_m >= 0.0):
            msg = f"{self.extent_m!r} is no extent: give metres, 0 or more."
            raise ModelError(msg)

    @property
    def lat(self) -> float:
        """Latitude in degrees."""
        return self.position.lat

    @property
    def lon(self) -> float:
        """Longitude in degrees."""
        return self.position.lon

    def to_dict(self) -> dict[str, Any]:
        """Return the place as the JSON contract writes it."""
        return {
            "id": self.id,
            "name": self.name,
            "lat": self.position.lat,
            "lon": self.position.lon,
            "feature_code": self.feature_code,
            "country": self.country,
            "admin1": self.admin1,
            "admin2": self.admin2,
            "extent_m": self.extent_m,
            "precision": self.precision.value,
            "source": self.source,
            "population": self.population,
            "local_name": self.local_name,
            "outline": self.outline.to_geojson() if self.outline else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Place:
        """Return the place that :meth:`to_dict` wrote."""
        return cls(
            id=data["id"],
            name=data["name"],
            position=Position(data["lat"], data["lon"]),
            feature_code=data["feature_code"],
            country=data["country"],
            admin1=data["admin1"],
            admin2=data["admin2"],
            extent_m=data["extent_m"],
            precision=Precision(data["precision"]),
            source=data["source"],
            population=data.get("population", 0),
            local_name=data.get("local_name"),
            outline=Shape.from_geojson(data["outline"]) if data.get("outline") else None,
        )


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as it stands in the text.

    ``score`` is how sure the recogniser is that this names a place, 0 to 1. ``given`` is set where the
    report itself brings the place (a data set of events).
    """

    start: int
    end: int
    text: str
    kind: Kind = Kind.PLACE
    score: float = 1.0
    given: Place | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            msg = f"a toponym cannot stand from {self.start} to {self.end}: the start comes first, the end after it."
            raise ModelError(msg)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may mean, with a score (0 to 1) and the reasons for it, in words."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The chosen place of a toponym, how sure that is, and the runners-up; or no place, and why."""

    place: Place | None
    confidence: float = 0.0
    alternatives: tuple[Candidate, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.place is None and not self.reason:
            msg = "a resolution without a place must say why."
            raise ModelError(msg)


@dataclass(frozen=True, slots=True)
class Report:
    """One document.

    ``sha256`` is of the bytes the report was read from (of the UTF-8 text where there were none).
    ``pages`` are the offsets at which the pages begin in ``text``, the first at 0 (empty: the source has no pages).
    ``given`` are toponyms that the source itself positions (ACLED, UCDP GED, GeoJSON). ``metadata``
    holds further fields of the source as (key, value) pairs, in the source's order.
    """

    text: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    sha256: str = ""
    author: str | None = None
    path: str | None = None
    pages: tuple[int, ...] = ()
    given: tuple[Toponym, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.sha256:
            digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "sha256", digest)

    def page_of(self, offset: int) -> int | None:
        """Return the 1-based page that ``offset`` lies on, or None where the source has no pages."""
        if not self.pages:
            return None
        return 1 + sum(1 for start in self.pages if 0 < start <= offset)

    def to_dict(self) -> dict[str, Any]:
        """Return all but the text and the given toponyms."""
        return {
            "title": self.title,
            "source": self.source,
            "date": self.date,
            "url": self.url,
            "language": self.language,
            "sha256": self.sha256,
            "author": self.author,
            "path": self.path,
            "pages": list(self.pages),
            "metadata": [list(pair) for pair in self.metadata],
        }


@dataclass(frozen=True, slots=True)
class Stated:
    """What a claim says: distance from ``low_m`` to ``high_m`` metres, heading, qualifier and mode.

    ``None`` where the claim says nothing of it. ``azimuth_deg`` is the middle of the heading and
    ``half_angle_deg`` how far to each side of it the words reach. ``qualifier`` is about, at_least,
    at_most, within …; ``mode`` is road, air, travel_time ….
    ``bracketed_m`` is the distance that a bracketed conversion gives ("65 km (40 miles)").
    """

    low_m: float | None = None
    high_m: float | None = None
    unit: str | None = None
    heading: str | None = None
    azimuth_deg: float | None = None
    half_angle_deg: float | None = None
    qualifier: str | None = None
    mode: str | None = None
    bracketed_m: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields by name."""
        return {name: getattr(self, name) for name in _STATED}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Stated:
        """Return what :meth:`to_dict` wrote."""
        return cls(**{name: data.get(name) for name in _STATED})


_STATED = (
    "low_m",
    "high_m",
    "unit",
    "heading",
    "azimuth_deg",
    "half_angle_deg",
    "qualifier",
    "mode",
    "bracketed_m",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the globe says: geodesic metres, and degrees clockwise from north, from reference to subject."""

    distance_m: float | None = None
    azimuth_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says about where something lies.

    ``start``, ``end`` and ``text`` are the words of the claim. ``subject``, ``reference`` and
    ``second_reference`` ("between A and B") index the toponyms of the report; None where the text
    names none. ``implied`` says what was understood where the text does not name it ("the capital"
    → "Baghdad").
    """

    type: str
    start: int
    end: int
    text: str
    subject: int | None = None
    reference: int | None = None
    second_reference: int | None = None
    stated: Stated = field(default_factory=Stated)
    implied: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of checking one claim.

    ``reason`` is a code of the closed list in :mod:`geo.claims.reasons`; ``explanation`` one sentence
    for a reader; ``confidence`` 0 to 1 that the verdict is right; ``footprint`` the area that the
    claim allows for its subject.
    """

    claim: Claim
    verdict: Judgement
    reason: str
    explanation: str
    measured: Measured = field(default_factory=Measured)
    confidence: float = 0.0
    footprint: Shape | None = None
    subject_name: str | None = None
    reference_name: str | None = None

    @property
    def distance_m(self) -> float | None:
        """The measured geodesic distance in metres."""
        return self.measured.distance_m

    @property
    def azimuth_deg(self) -> float | None:
        """The measured azimuth from reference to subject, degrees in [0, 360)."""
        return self.measured.azimuth_deg

    def to_dict(self) -> dict[str, Any]:
        """Return claim and verdict as the JSON contract writes them together."""
        claim = self.claim
        return {
            "type": claim.type,
            "start": claim.start,
            "end": claim.end,
            "text": claim.text,
            "subject": claim.subject,
            "reference": claim.reference,
            "second_reference": claim.second_reference,
            "subject_name": self.subject_name,
            "reference_name": self.reference_name,
            "implied": claim.implied,
            "stated": claim.stated.to_dict(),
            "measured": {"distance_m": self.measured.distance_m, "azimuth_deg": self.measured.azimuth_deg},
            "verdict": self.verdict.value,
            "reason": self.reason,
            "explanation": self.explanation,
            "confidence": self.confidence,
            "footprint": self.footprint.to_geojson() if self.footprint else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """Return what :meth:`to_dict` wrote."""
        claim = Claim(
            type=data["type"],
            start=data["start"],
            end=data["end"],
            text=data["text"],
            subject=data["subject"],
            reference=data["reference"],
            second_reference=data.get("second_reference"),
            stated=Stated.from_dict(data["stated"]),
            implied=data.get("implied"),
        )
        return cls(
            claim=claim,
            verdict=Judgement(data["verdict"]),
            reason=data["reason"],
            explanation=data["explanation"],
            measured=Measured(data["measured"]["distance_m"], data["measured"]["azimuth_deg"]),
            confidence=data["confidence"],
            footprint=Shape.from_geojson(data["footprint"]) if data.get("footprint") else None,
            subject_name=data.get("subject_name"),
            reference_name=data.get("reference_name"),
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one report; ``resolutions`` has one entry for each toponym, in their order.

    ``claims`` are those of the verdicts. ``gazetteer`` is the version of the gazetteer that answered,
    ``settings`` what the user chose that changes the outcome (overrides, online service, precise …),
    as sorted (name, value) pairs.
    """

    report: Report
    toponyms: tuple[Toponym, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    gazetteer: str = ""
    settings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if len(self.toponyms) != len(self.resolutions):
            msg = f"{len(self.toponyms)} toponyms need as many resolutions, not {len(self.resolutions)}."
            raise ModelError(msg)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of the verdicts."""
        return tuple(verdict.claim for verdict in self.verdicts)

    @property
    def places(self) -> tuple[Place, ...]:
        """The distinct places, in the order in which the report first names them."""
        found: dict[str, Place] = {}
        for resolution in self.resolutions:
            if resolution.place is not None:
                found.setdefault(resolution.place.id, resolution.place)
        return tuple(found.values())

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """Return the analysis as plain dictionaries and lists; ``text`` keeps the report's own text."""
        report = self.report.to_dict()
        if text:
            report["text"] = self.report.text
        return {
            "schema": SCHEMA,
            "gazetteer": self.gazetteer,
            "settings": dict(self.settings),
            "report": report,
            "toponyms": [
                _toponym_to_dict(toponym, resolution, self.report)
                for toponym, resolution in zip(self.toponyms, self.resolutions, strict=True)
            ],
            "claims": [
                {**verdict.to_dict(), "page": self.report.page_of(verdict.claim.start)} for verdict in self.verdicts
            ],
        }

    def to_json(self, *, indent: int | None = None, text: bool = True) -> str:
        """Return the analysis as JSON, pure ASCII so that any encoding carries it; see the contract.

        ``Analysis.from_json(analysis.to_json())`` is equal to ``analysis``. With ``indent`` a position of a shape still
        stands on one line.
        """
        written = json.dumps(self.to_dict(text=text), indent=indent, allow_nan=False)
        # A string of JSON holds no line feed: what spans lines is never text of a report.
        return written if indent is None else _PAIR.sub(r"[\1, \2]", written)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Analysis:
        """Return the analysis that :meth:`to_dict` wrote.

        Raises:
            ModelError: where the schema is another one or a field is missing.

        """
        if data.get("schema") != SCHEMA:
            msg = f"this is not an analysis of schema {SCHEMA}: it says {data.get('schema')!r}."
            raise ModelError(msg)
        try:
            return _analysis_from_dict(data)
        except (KeyError, TypeError, AttributeError) as error:
            msg = f"the analysis is damaged: {type(error).__name__} {error}."
            raise ModelError(msg) from error

    @classmethod
    def from_json(cls, text: str) -> Analysis:
        """Return the analysis that :meth:`to_json` wrote.

        Raises:
            ModelError: where the text is not such JSON.

        """
        try:
            data = json.loads(text)
        except ValueError as error:
            msg = f"this is not JSON: {error}."
            raise ModelError(msg) from error
        if not isinstance(data, dict):
            msg = "this is not an analysis: JSON with an object was expected."
            raise ModelError(msg)
        return cls.from_dict(data)

    def _repr_html_(self) -> str:
        """Return the map as a sandboxed frame, for notebooks."""
        from geo import exports  # noqa: PLC0415 - heavy, and only for notebooks

        return exports.notebook_html((self,))

    def to_geodataframe(self) -> Any:  # noqa: ANN401 - geopandas is an extra
        """Return the mentions as a ``geopandas.GeoDataFrame`` (extra ``conflictmap[geo]``)."""
        from geo import exports  # noqa: PLC0415 - heavy, and only where asked for

        return exports.to_geodataframe((self,))


_PAIR = re.compile(r"\[\n *+(-?[\d.e+-]++),\n *+(-?[\d.e+-]++)\n *+\]")
"""A pair of numbers that :func:`json.dumps` wrote on four lines."""


def _toponym_to_dict(toponym: Toponym, resolution: Resolution, report: Report) -> dict[str, Any]:
    return {
        "start": toponym.start,
        "end": toponym.end,
        "page": report.page_of(toponym.start),
        "text": toponym.text,
        "kind": toponym.kind.value,
        "score": toponym.score,
        "given": toponym.given is not None,
        "place": resolution.place.to_dict() if resolution.place else None,
        "confidence": resolution.confidence,
        "alternatives": [_candidate_to_dict(candidate) for candidate in resolution.alternatives],
        "reason": resolution.reason,
    }


def _candidate_to_dict(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place.to_dict()
    return {**place, "score": candidate.score, "reasons": list(candidate.reasons)}


def _analysis_from_dict(data: Mapping[str, Any]) -> Analysis:
    toponyms: list[Toponym] = []
    resolutions: list[Resolution] = []
    given: list[Toponym] = []
    for item in data["toponyms"]:
        place = Place.from_dict(item["place"]) if item["place"] else None
        toponym = Toponym(
            item["start"],
            item["end"],
            item["text"],
            Kind(item.get("kind", "place")),
            item.get("score", 1.0),
            place if item.get("given") else None,
        )
        toponyms.append(toponym)
        if toponym.given is not None:
            given.append(toponym)
        alternatives = tuple(
            Candidate(Place.from_dict(entry), entry["score"], tuple(entry.get("reasons", ())))
            for entry in item["alternatives"]
        )
        resolutions.append(Resolution(place, item["confidence"], alternatives, item["reason"]))
    head = data["report"]
    report = Report(
        text=head.get("text", ""),
        title=head["title"],
        source=head["source"],
        date=head["date"],
        url=head["url"],
        language=head["language"],
        sha256=head["sha256"],
        author=head.get("author"),
        path=head.get("path"),
        pages=tuple(head.get("pages", ())),
        given=tuple(given),
        metadata=tuple((str(key), str(value)) for key, value in head.get("metadata", ())),
    )
    return Analysis(
        report=report,
        toponyms=tuple(toponyms),
        resolutions=tuple(resolutions),
        verdicts=tuple(Verdict.from_dict(item) for item in data["claims"]),
        gazetteer=data.get("gazetteer", ""),
        settings=tuple(sorted((str(key), str(value)) for key, value in data.get("settings", {}).items())),
    )


def with_placements(resolutions: Iterable[Resolution], placements: Mapping[int, Place]) -> tuple[Resolution, ...]:
    """Return ``resolutions`` with those of ``placements`` (by index) placed there.

    These are names that were not resolved, or that the text itself puts elsewhere.
    """
    return tuple(
        replace(resolution, place=placements[index], confidence=min(0.5, resolution.confidence or 0.5), reason=None)
        if index in placements
        else resolution
        for index, resolution in enumerate(resolutions)
    )
