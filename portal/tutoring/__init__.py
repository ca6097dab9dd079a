"""The tutoring plan: from an accepted proposal to an outcome, kept by the in-company tutor."""
