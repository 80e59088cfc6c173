"""What the two built sites need beyond what zensical makes: `python -m docs.site site`, run by `dev.py docs`."""
