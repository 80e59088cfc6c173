"""The ledger: who owed which report by when, and what became of it."""
