"""The pure rule that makes cards from profiles."""
