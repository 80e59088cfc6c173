"""Bộ máy đếm: from a query to the figures that may be stated."""
