"""Who says each quote, inside one article and across all of them."""
