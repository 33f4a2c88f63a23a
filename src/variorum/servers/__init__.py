"""Servers of language models, spoken to over HTTP: the only room that sends anything, and only where a user named a server."""
