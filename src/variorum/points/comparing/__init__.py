"""How two tellings of one thing stand to each other: typed differences between words that are shown."""
