"""What is typed about measures and conventions."""
