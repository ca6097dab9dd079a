"""The world written down as it stands: the rows that a life through the actions would have left, by COPY."""
