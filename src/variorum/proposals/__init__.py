"""A second reader may propose: what a language model is asked of a story, and what of its answer the reports' own words bear out."""
