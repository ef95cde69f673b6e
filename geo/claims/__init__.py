"""Claims: what a report says about where things lie, found, checked and explained.

Each claim type is one file here, registered by a decorator; see :mod:`geo.claims.base`. What the rest of
the package uses:

- :func:`verify_all`: every claim of a report with its verdict, and places inferred from claims;
- :func:`find_claims`: the distances and directions in a bare text, by grammar alone;
- :func:`verify_positions`: the verdict on one claim whose places are given by position.
"""

from __future__ import annotations

from geo.claims.base import CLAIMS, ClaimType, Document, claim_type
from geo.claims.grammar import Mention, find_claims
from geo.claims.positions import verify_positions
from geo.claims.reasons import MEANINGS, Reason
from geo.claims.verifying import ClaimsOutcome, verify_all

__all__ = [
    "CLAIMS",
    "MEANINGS",
    "ClaimType",
    "ClaimsOutcome",
    "Document",
    "Mention",
    "Reason",
    "claim_type",
    "find_claims",
    "verify_all",
    "verify_positions",
]
