"""Apart: the distance between two named places ("A and B are 40 km apart", "the distance between A and B is …")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims._pairs import pairs
from geo.claims.base import Document, claim_type
from geo.claims.measuring import Measurer
from geo.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Shape, Verdict

__all__ = ["Apart"]


@claim_type("apart")
class Apart:
    """A distance of which the text names both ends side by side; the first is taken as the subject."""

    priority = 19

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the distances said of a pair of places."""
        for pair in pairs(document):
            mention = pair.mention
            yield Claim(
                type="apart",
                start=mention.start,
                end=mention.end,
                text=document.text[mention.start : mention.end],
                subject=pair.first,
                reference=pair.second,
                stated=mention.stated(),
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the distance of the two."""
        return Measurer(document, claim).verdict()

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the annulus about the second place."""
        return Measurer(document, claim).footprint()
