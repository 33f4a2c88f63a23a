"""PLOVER events: what a clause tells, by whom and to whom."""
