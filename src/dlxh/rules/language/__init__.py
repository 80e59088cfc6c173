"""Ngôn ngữ của quy tắc: what rules are written in, and the order in which what they ask is worked out."""
