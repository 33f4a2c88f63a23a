"""The reading job: files to a library, stories kept up to date."""
