"""What of a document with pages was not read, in words: the reader of PDF files notes it in the metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.readers._base import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Report

__all__ = ["read_in_part"]

_SENTENCES = {
    "pages_failed": ": pages that could not be read are left out ({}).",
    "pages_left_out": ": the last {} pages are left out: split it to have them read.",
    "repaired": " is damaged and was repaired: look whether words are missing.",
}


def read_in_part(report: Report) -> Iterator[str]:
    """Yield what of a report was not read, a sentence each; nothing where it was read in whole."""
    if report.pages:
        notes = dict(report.metadata)
        for key, sentence in _SENTENCES.items():
            if key in notes:
                yield f"{said(report.path or 'a document')}{sentence.format(notes[key])}"
