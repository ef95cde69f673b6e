"""toponyms."""
