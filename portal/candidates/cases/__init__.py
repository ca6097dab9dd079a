"""The case: one open case a person, who leads and holds it, who stands in, what keeps it from closing."""
