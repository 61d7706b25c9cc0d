"""Moderation: signals, reports, cases, reasoned decisions, appeals and the public account of all of it."""
