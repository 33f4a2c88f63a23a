"""Which sentences and statements of different reports tell one thing."""
