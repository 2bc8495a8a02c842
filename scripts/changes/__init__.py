"""Tell what a change of the schemas does to the returns that units have filled."""
