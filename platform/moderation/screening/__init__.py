"""What a program can see in a text: signals with a reason for a moderator, never a decision."""
