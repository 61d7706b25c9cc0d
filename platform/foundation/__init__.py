"""The ground everything stands on; it knows nothing of residents."""
