"""Dạng quy tắc: what several rules have in common, in the rules' language."""
