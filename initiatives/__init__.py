"""Residents start something and gather energy."""
