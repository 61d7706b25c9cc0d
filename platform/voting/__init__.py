"""What people choose: support for a publication."""
