"""The individual project: versions agreed with the person."""
