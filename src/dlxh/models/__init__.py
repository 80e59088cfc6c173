"""Models: what one record may be. Shape only; what records may not say together is a rule."""
