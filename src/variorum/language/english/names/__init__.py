"""Who and where is meant: people, offices, bodies, countries and places; which names and pronouns are one."""
