"""Kiểm thử: invented registers and strategies, for our tests and for the embedders'."""
