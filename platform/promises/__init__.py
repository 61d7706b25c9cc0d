"""What the province promises: an answer by a day, seen by all, asked after until it is there."""
