"""What can go wrong, as one tree.

::

    ConflictmapError (Exception)
    ├── UsageError (ValueError)          the arguments are wrong; exit 2
    ├── PositionError (ValueError)       a latitude or longitude that is no position
    ├── ModelError (ValueError)          a value that the nouns of geo.model refuse
    ├── GazetteerError                   the gazetteer is missing, damaged or of another format
    ├── ReaderError                      a report could not be read
    │   ├── MissingReport (FileNotFoundError)
    │   ├── EmptyReport                  nothing to read in it
    │   ├── NotText                      binary noise where text was expected
    │   ├── UnsafeReport                 larger or deeper than is safe to open
    │   └── NetworkNotAllowed            a URL without --allow-network
    ├── OutputError (OSError)            a result could not be written; the old file stays as it was
    ├── MissingExtra (ImportError)       an optional package is needed
    └── GeocoderError                    an online service failed: not the same as "no such place"
        ├── GeocoderBusy                 the service asks to wait (429, Retry-After)
        └── GeocoderRefused              the service refuses the key, the user or the request

Every message is one sentence that says what was wrong, where, and how to mend it.
"""

from __future__ import annotations


class ConflictmapError(Exception):
    """Any error of this package that a user or a caller can cause."""


class UsageError(ConflictmapError, ValueError):
    """The arguments are wrong."""


class PositionError(ConflictmapError, ValueError):
    """A latitude or longitude that is no position on the globe."""


class ModelError(ConflictmapError, ValueError):
    """A value that the nouns of :mod:`geo.model` refuse."""


class GazetteerError(ConflictmapError):
    """The gazetteer is missing, damaged or of another format."""


class ReaderError(ConflictmapError):
    """A report could not be read."""


class MissingReport(ReaderError, FileNotFoundError):
    """There is no file or folder of that name, or no report in it."""


class EmptyReport(ReaderError):
    """There is nothing to read in the report."""


class NotText(ReaderError):
    """Binary noise where text was expected, or an unknown encoding."""


class UnsafeReport(ReaderError):
    """The report is larger or deeper than is safe to open."""


class NetworkNotAllowed(ReaderError):
    """A URL was given without the flag that allows the network."""


class OutputError(ConflictmapError, OSError):
    """A result could not be written; what stood there before stays as it was."""


class MissingExtra(ConflictmapError, ImportError):
    """An optional package is needed for this."""

    @classmethod
    def for_package(cls, package: str, extra: str) -> MissingExtra:
        """Return the error for a missing ``package`` that the extra ``extra`` brings."""
        return cls(f"{package} is needed for this: install it with pip install 'conflictmap[{extra}]'.")


class GeocoderError(ConflictmapError):
    """An online geocoder failed; this is not the same as "no such place"."""


class GeocoderBusy(GeocoderError):
    """The online geocoder asks to wait."""


class GeocoderRefused(GeocoderError):
    """The online geocoder refuses the key, the user or the request."""
