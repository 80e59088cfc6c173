"""Nhóm chỉ tiêu: the measures, one module for each family."""
