"""Who is who in one story: the one room that several story stages ask."""
