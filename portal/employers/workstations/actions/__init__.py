"""What is done with workstations."""
