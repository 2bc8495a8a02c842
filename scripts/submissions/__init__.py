"""Receiving returned workbooks: whether a file may be opened, and what it holds."""
