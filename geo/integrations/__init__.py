"""Bridges to other libraries, imported only where asked for: spaCy and pandas."""
