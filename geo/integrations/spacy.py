"""A spaCy component: ``nlp.add_pipe("conflictmap")`` (extra ``conflictmap[spacy]``).

It sets ``doc.ents`` (label GPE, LOC, FAC or NORP; ``kb_id_`` is the id of the place), ``doc._.places``,
``doc._.analysis`` and ``span._.place``. The analysis is kept as JSON in ``doc.user_data``, so that documents
can be stored and sent to other processes.

Example:
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("conflictmap")
    >>> doc = nlp("Fallujah lies 40 miles west of Baghdad.")
    >>> [(span.text, span.label_, span._.place.country) for span in doc.ents]
    [('Fallujah', 'GPE', 'IQ'), ('Baghdad', 'GPE', 'IQ')]

"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.errors import MissingExtra
from geo.model import Analysis, Kind, Report

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans
except ImportError as error:
    raise MissingExtra.for_package("spacy", "spacy") from error

if TYPE_CHECKING:
    from geo.model import Place, Toponym
    from geo.pipeline import Settings

__all__ = ["Component", "create"]

KEY = "conflictmap"
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""Labels of other components whose entities give way to ours; they are about places, too."""


class Component:
    """Places every name of a document; see the module. ``overwrite`` lets it replace place entities there were."""

    def __init__(self, settings: Settings, *, overwrite: bool) -> None:
        self._settings, self._overwrite = settings, overwrite

    def __call__(self, doc: Doc) -> Doc:
        """Analyse ``doc`` and set its entities and extensions."""
        from geo.pipeline import analyse_report  # noqa: PLC0415 - the models load at first use

        analysis = analyse_report(Report(text=doc.text), settings=self._settings)
        doc.user_data[KEY] = analysis.to_json()
        ours = []
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
            span = doc.char_span(
                toponym.start,
                toponym.end,
                label=_label(toponym, resolution.place),
                kb_id=resolution.place.id if resolution.place else "",
                alignment_mode="expand",
            )
            if span is not None:
                ours.append(span)
        others = [span for span in doc.ents if not (self._overwrite and span.label_ in PLACE_LABELS)]
        first, second = (ours, others) if self._overwrite else (others, ours)
        taken = {token.i for span in first for token in span}
        doc.ents = filter_spans([*first, *(span for span in second if not any(token.i in taken for token in span))])
        return doc


def _label(toponym: Toponym, place: Place | None) -> str:
    if toponym.kind is Kind.DEMONYM:
        return "NORP"
    code = place.feature_code if place else "PPL"
    if code.startswith(("PPL", "ADM", "PCL")):
        return "GPE"
    return "FAC" if place is not None and place.precision == "exact" else "LOC"


@Language.factory(
    "conflictmap",
    default_config={"recogniser": "fast", "country": None, "places": None, "overwrite": True},
    assigns=["doc.ents", "doc._.analysis", "doc._.places", "span._.place"],
)
def create(  # noqa: PLR0913 - spaCy's own signature
    nlp: Language,  # noqa: ARG001 - spaCy's own signature
    name: str,  # noqa: ARG001 - spaCy's own signature
    recogniser: str,
    country: str | None,
    places: str | None,
    *,
    overwrite: bool,
) -> Component:
    """Return the component; ``places`` is the path of the user's own list, ``country`` ISO 3166 alpha-2.

    Raises:
        UsageError: where ``places`` is no list of places.

    """
    from geo.pipeline import Settings  # noqa: PLC0415 - the models load at first use

    overrides = None
    if places is not None:
        from geo.geocoders.overrides import Overrides  # noqa: PLC0415 - few have a list of their own

        overrides = Overrides.load(places)
    return Component(Settings(recogniser=recogniser, overrides=overrides, country=country), overwrite=overwrite)


@lru_cache(maxsize=32)
def _parsed(text: str) -> Analysis:
    return Analysis.from_json(text)


def _analysis(doc: Doc) -> Analysis | None:
    text = doc.user_data.get(KEY)
    return None if text is None else _parsed(text)


def _places(doc: Doc) -> tuple[Place, ...]:
    analysis = _analysis(doc)
    return () if analysis is None else analysis.places


def _place(span: Span) -> Place | None:
    analysis = _analysis(span.doc)
    if analysis is None:
        return None
    for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
        if toponym.start < span.end_char and span.start_char < toponym.end and resolution.place is not None:
            return resolution.place
    return None


if not Doc.has_extension("analysis"):
    Doc.set_extension("analysis", getter=_analysis)
    Doc.set_extension("places", getter=_places)
    Span.set_extension("place", getter=_place)
