"""What about: the themes of the programme Overijssels Bestuur 20XX."""
