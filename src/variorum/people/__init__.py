"""Who is who in one story, and what was read at a place of it (`reading.py`): the one room that several story stages ask."""
