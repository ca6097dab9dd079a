"""People, the organisations they act for, and how they come in."""
