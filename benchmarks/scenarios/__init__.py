"""What is measured: one module each, with its sizes, its measurement and its part of RESULTS.md."""
