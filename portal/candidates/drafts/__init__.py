"""What is typed and not yet saved: kept sealed for some days, so that a session that ends loses nothing."""
