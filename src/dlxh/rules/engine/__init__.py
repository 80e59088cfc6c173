"""Chạy quy tắc: how rules and constraints are asked, and what becomes of the answers."""
