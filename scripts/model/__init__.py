"""What the writing and the reading of workbooks have in common."""
