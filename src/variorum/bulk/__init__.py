"""Many reports on many machines: the reading job over a shared folder, step by step, each part of a step kept as Parquet once it is done."""
