"""What people say about a publication."""
