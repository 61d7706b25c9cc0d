"""Who: people, what they may be called, and what staff may do."""
