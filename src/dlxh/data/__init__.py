"""Data: dated facts as TOML, each with its source: provinces, base salary, code lists, sentences for refusals."""
