"""From an official blank to a draft schema: what was understood, guessed and left to be decided."""
