"""Dữ liệu mẫu: the invented collaborators of one commune, out of an example of dlxh."""

from django.db import transaction

import dlxh
from records.models import Collaborator, Directory, Membership, Report

NETWORK = "TQ-XV-ML"


@transaction.atomic
def load_example() -> None:
    """Store the units, and the records of one network."""
    register = dlxh.read(dlxh.example("tuyen-quang")).register
    network = register.get(dlxh.Network, NETWORK)
    rules = [each for each in (*register.terms, *register.regulations) if each.network == NETWORK]
    Directory.save_all(map(Directory.of, (*register.units, network, *rules)))
    Collaborator.save_all(Collaborator.of(each) for each in register.collaborators if each.network == NETWORK)
    Membership.save_all(Membership.of(each) for each in register.memberships if each.network == NETWORK)
    Report.save_all(Report.of(each) for each in register.reports if each.network == NETWORK)
