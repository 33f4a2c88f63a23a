"""What reads text by learned weights: parser, sentence encoder, quotation tagger, judge. Nothing is loaded until it is first used."""
