"""All that knows language, in rooms: models, words, grammar, names, speech, events, stances, page.."""
