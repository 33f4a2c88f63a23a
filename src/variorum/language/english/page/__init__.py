"""The lines of a page: bylines, credits, captions and furniture, told from what a report says."""
