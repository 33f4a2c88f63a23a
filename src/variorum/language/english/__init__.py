"""English: its words, grammar, names and times. Another language is another folder beside this one."""
