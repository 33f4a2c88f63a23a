"""One paragraph: what each sentence says. Never needs another paragraph; read once, cached by the hash of its words."""
