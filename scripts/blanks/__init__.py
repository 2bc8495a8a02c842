"""Official blank forms as maintainers bring them: read into one neutral shape, and kept as evidence."""
