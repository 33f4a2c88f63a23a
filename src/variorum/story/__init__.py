"""One story: the stages that see all its reports, each asking people and points."""
