"""Write the files that units download and fill in."""
