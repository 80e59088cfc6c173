"""Kỳ: which period a day falls into, and which one it is compared with."""
