"""The ways of asking, one folder each: an app with everything it needs, added by one line in INSTALLED_APPS."""
