"""Names → places: the embedded gazetteer, and what the user added to it."""

from __future__ import annotations

from geo.gazetteer.folding import fold
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.hits import Areas, Hit
from geo.gazetteer.opening import open_gazetteer
from geo.gazetteer.store import MappedStore, SourceInfo, Store

__all__ = ["Areas", "Gazetteer", "Hit", "MappedStore", "SourceInfo", "Store", "fold", "open_gazetteer"]
