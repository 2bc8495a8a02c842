"""What forms, the outline and the report are, and where their parts sit."""
