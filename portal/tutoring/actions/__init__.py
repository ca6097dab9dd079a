"""Writes of the plan, a file for each part of its life."""
