"""English: its words, grammar, names and times. Another language is another folder beside this one, and a row in `language/packs.py`."""
