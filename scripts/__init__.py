"""The programs of the project, one package for each step of the work."""
