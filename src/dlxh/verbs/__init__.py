"""Động từ: what is asked of a register; each call makes one context and hands down its parts."""
