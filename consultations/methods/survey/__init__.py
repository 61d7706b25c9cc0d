"""A survey: sections of questions, with a course through them that depends on the answers."""
