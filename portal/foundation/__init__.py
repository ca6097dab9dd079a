"""What the slices stand on: settings, database, facts, jobs, mail, search, web. It knows no slice."""
