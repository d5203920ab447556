"""Records: what every stage takes and gives. They know nothing of files, models or databases."""
