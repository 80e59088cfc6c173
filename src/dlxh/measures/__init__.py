"""Measures: what a register adds up to, each figure with its unit and what it leaves out."""
