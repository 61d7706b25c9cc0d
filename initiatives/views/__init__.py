"""Pages of initiatives, by concept."""
