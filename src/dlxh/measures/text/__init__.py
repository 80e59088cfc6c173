"""Để đọc: measures, results and comparisons as text and tables."""
