"""The world lived through the actions that people use, day after day, as of each moment."""
