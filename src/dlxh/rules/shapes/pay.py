"""Khoản chi: which lines of pay make up one sum."""

from dlxh.rules.language import Row, Value, those


def sum_of(line: Row) -> tuple[Value, ...]:
    """Return what the lines have in common that make up one sum: whose it is, for which month and by which provision."""
    return line.network, line.collaborator, line.month, line.provision.fill_null("")


def rest_of(line: Row) -> Value:
    """Return what is left of the sum of a line after its differences: nothing where all was recovered."""
    of_one = those("allowance_lines", network=line.network, collaborator=line.collaborator, month=line.month)
    same = of_one.where(of_one.provision.fill_null("") == line.provision.fill_null(""))
    return same.sum(same.amount)
