"""The person's side: her file, her case, her assessment, her project, and the card companies see."""
