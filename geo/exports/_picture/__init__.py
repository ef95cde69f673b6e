"""The static twin of the page: an overview and an inset a claim, drawn by matplotlib without a browser."""
