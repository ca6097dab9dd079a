"""What every slice may know: pure, and it knows nothing itself."""
