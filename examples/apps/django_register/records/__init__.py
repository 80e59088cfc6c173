"""Sổ của xã: collaborators, memberships and reports."""
