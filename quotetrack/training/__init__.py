"""How the models in `quotetrack/shipped` are made, end to end: `quotetrack models train`."""
