"""Telling people: mail that is written down in the same transaction as what it tells about."""
