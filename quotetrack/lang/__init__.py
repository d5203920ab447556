"""All we know of a language, as data."""
