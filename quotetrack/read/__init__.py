"""Articles in: plain text, HTML, JSON Lines, files and folders."""
