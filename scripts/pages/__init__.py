"""Write the pages of the guidance site as plain Markdown."""
