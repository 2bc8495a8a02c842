"""Check what units send back."""
