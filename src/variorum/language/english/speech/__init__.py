"""Who says what: attributions within a paragraph, and the same saying across reports."""
