"""Rules: what records may not say together, each with a code, a Vietnamese sentence and a source."""
