"""What the templates of the proposal receive, buttons included."""
