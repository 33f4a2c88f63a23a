"""The weights of Variorum's English models: files, found by `variorum.language.models.weights` where the program's own tree has none."""
