"""Các bước của cơ sở dữ liệu."""
