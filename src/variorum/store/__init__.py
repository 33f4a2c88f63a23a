"""Where it is kept: one SQLite file, the library."""
