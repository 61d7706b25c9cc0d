"""The themes, at hand on every page."""

from foundation.shelf import Shelf
from themes.models import Theme

themes = Shelf(Theme)
