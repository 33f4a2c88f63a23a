"""Collation: where the reports of a story agree, differ, were revised, or contradict each other."""

from variorum.stages.points.collation import collate

__all__ = ["collate"]
