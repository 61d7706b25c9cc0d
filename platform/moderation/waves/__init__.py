"""Waves: support that came in as if one hand gave it. Found, shown with its evidence, and set aside or not."""
