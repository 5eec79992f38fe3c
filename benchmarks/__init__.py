"""What the collection costs, next to other ways of doing the same: ``make benchmarks``."""
