"""Single words: the tables and word lists of lexicons/, how rare a word is, which language it is of."""
