"""Khoản chi: which lines of pay make up one sum."""

from dlxh.rules.language import Row, Value


def sum_of(line: Row) -> tuple[Value, ...]:
    """Return what the lines have in common that make up one sum: whose it is, for which month and by which provision."""
    return line.network, line.collaborator, line.month, line.provision.fill_null("")
