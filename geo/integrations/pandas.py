"""Places and claims of a column of text: functions, and the accessor ``series.conflictmap``.

Needs the extra ``conflictmap[pandas]``.

Example:
    >>> import pandas
    >>> import geo.integrations.pandas
    >>> texts = pandas.Series(["Fallujah lies 40 miles west of Baghdad.", None], index=["a", "b"])
    >>> found = texts.conflictmap.places()
    >>> list(zip(found.index, found["name_in_text"], found["country"]))
    [('a', 'Fallujah', 'IQ'), ('a', 'Baghdad', 'IQ')]

"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra, UsageError
from geo.model import Report

try:
    import pandas as pd
except ImportError as error:
    raise MissingExtra.for_package("pandas", "pandas") from error

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from geo.exports.rows import Column, Row
    from geo.model import Analysis
    from geo.pipeline import Settings

__all__ = ["TextAccessor", "claims", "places"]

_DTYPES: dict[str, Any] = {"text": "object", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def places(texts: Any, *, settings: Settings | None = None, precise: bool = False) -> Any:  # noqa: ANN401 - pandas
    """Return one row for each mention of a place in a ``Series`` of texts, with the index of its text.

    Columns are those of the tabular exports (docs/exports.md). Missing values have no rows. Coordinates
    are rounded to what is known of the place unless ``precise``.

    Raises:
        UsageError: where a value is neither text nor missing.

    """
    from geo.exports.rows import PLACE_COLUMNS, place_rows  # noqa: PLC0415 - exports load at first use

    return _frame(texts, place_rows, PLACE_COLUMNS, settings, precise=precise)


def claims(texts: Any, *, settings: Settings | None = None, precise: bool = False) -> Any:  # noqa: ANN401 - pandas
    """Return one row for each claim in a ``Series`` of texts, with its verdict and the index of its text.

    Raises:
        UsageError: where a value is neither text nor missing.

    """
    from geo.exports.rows import CLAIM_COLUMNS, claim_rows  # noqa: PLC0415 - exports load at first use

    return _frame(texts, claim_rows, CLAIM_COLUMNS, settings, precise=precise)


def _frame(
    texts: Any,  # noqa: ANN401 - a Series
    rows_of: Callable[[Analysis], Iterator[Row]],
    columns: Sequence[Column],
    settings: Settings | None,
    *,
    precise: bool,
) -> Any:  # noqa: ANN401 - a DataFrame
    from geo.exports.rounding import careful  # noqa: PLC0415 - exports load at first use

    keys: list[Hashable] = []
    rows: list[Row] = []
    for key, analysis in _analyses(texts, settings):
        for row in rows_of(careful(analysis, precise=precise)):
            keys.append(key)
            rows.append(row)
    data = {
        column.name: pd.array([row.cells[column.name] for row in rows], dtype=_DTYPES[column.type])
        for column in columns
        # What belongs to a file, not to a value of a column.
        if not column.name.startswith("report_")
    }
    index = pd.Index(keys, name=texts.index.name) if rows else texts.index[:0]
    return pd.DataFrame(data, index=index)


def _analyses(texts: Any, settings: Settings | None) -> Iterator[tuple[Hashable, Analysis]]:  # noqa: ANN401 - a Series
    from geo.pipeline import analyse_report  # noqa: PLC0415 - the models load at first use

    for key, text in texts.items():
        if isinstance(text, str):
            yield key, analyse_report(Report(text=text), settings=settings)
        elif not pd.isna(text):
            msg = f"the value at {key!r} is no text: {text!r:.80}."
            raise UsageError(msg)


@pd.api.extensions.register_series_accessor("conflictmap")
class TextAccessor:
    """``series.conflictmap``: what :func:`places` and :func:`claims` do, for a ``Series`` of texts."""

    def __init__(self, texts: Any) -> None:  # noqa: ANN401 - a Series
        self._texts = texts

    def places(self, *, settings: Settings | None = None, precise: bool = False) -> Any:  # noqa: ANN401 - a DataFrame
        """Return one row for each mention of a place; see :func:`places`."""
        return places(self._texts, settings=settings, precise=precise)

    def claims(self, *, settings: Settings | None = None, precise: bool = False) -> Any:  # noqa: ANN401 - a DataFrame
        """Return one row for each claim; see :func:`claims`."""
        return claims(self._texts, settings=settings, precise=precise)
