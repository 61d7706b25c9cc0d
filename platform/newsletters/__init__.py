"""Newsletters: editions that editors write, and the people who asked for them."""
