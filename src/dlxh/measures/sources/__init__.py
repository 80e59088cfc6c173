"""Nguồn đếm: the rows that measures count, one module for each kind of thing counted."""
