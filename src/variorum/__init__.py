"""Variorum reads many news reports and tells what they establish."""

__version__ = "0.1.0"
