"""Read the schema files and hold them to the dialect."""
