"""What the templates of the plan receive, buttons included."""
