"""The ways of asking: an app in a folder each, with everything it needs, and a line in `config.ways_of_asking`."""
