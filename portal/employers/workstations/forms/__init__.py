"""Forms of a workstation."""
