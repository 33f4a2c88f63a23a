"""Words, without any idea of news."""
