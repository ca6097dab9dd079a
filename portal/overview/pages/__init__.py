"""What the templates of the pages across slices receive."""
