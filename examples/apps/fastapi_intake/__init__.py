"""Tiếp nhận báo cáo qua HTTP: reports come in, are checked within the register, and are kept in a database."""
