"""The municipalities, at hand on every page."""

from foundation.shelf import Shelf
from places.models import Municipality

municipalities = Shelf(Municipality)
