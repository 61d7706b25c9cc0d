"""The spine: everything with a title, an author, a place, a theme, a state and an address of its own."""
