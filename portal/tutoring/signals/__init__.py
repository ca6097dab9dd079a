"""Early warnings: what the register, the ratings and the visits of a plan say before it is too late."""
