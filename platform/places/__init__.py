"""Where: the 25 municipalities of Overijssel, their postcodes, and the map."""
