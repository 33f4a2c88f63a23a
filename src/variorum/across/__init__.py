"""All reports: which tell of the same event."""
