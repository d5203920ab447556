"""What was found, to be read by people: on a terminal or as a page."""
