"""Going out: records as rows, tables, files and JSON Lines."""
