"""The company as the services follow it: contacts with a next step, letters of adherence, the cap on proposals."""
