"""What the pages of workstations receive."""
