"""Chạy quy tắc: how rules and constraints are run, and how findings come from the answers."""
