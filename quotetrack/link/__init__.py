"""Claims become links, links become threads and conflicts."""
