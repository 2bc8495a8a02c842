"""Every Vietnamese sentence that people read, said once."""
