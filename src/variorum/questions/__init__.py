"""The heart: which sentences may answer one question, whether they do, and how their answers stand."""
