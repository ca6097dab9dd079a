"""The final judgement of a plan: the counsellor fills it, tutor and person confirm it."""
