"""The pages of a draft text."""
