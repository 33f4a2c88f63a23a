"""What we speak of: frozen dataclasses and nothing else. No file, no model, no database is touched here."""
