"""What the templates of the phases, of the interviews and of the summary receive."""
