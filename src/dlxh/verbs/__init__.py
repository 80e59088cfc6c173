"""Động từ: the calls on a register; each makes one context and hands down its parts."""
