"""Nhóm quy tắc: the law, one module for each kind of record."""
