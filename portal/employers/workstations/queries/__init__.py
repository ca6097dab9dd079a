"""What is read of workstations."""
