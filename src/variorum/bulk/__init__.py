"""Many reports on many machines: the reading job over a shared folder, step by step, each part kept once it is done."""
