"""Casework: where many verification cases stand, what their agencies still owe, and what goes out to them."""
