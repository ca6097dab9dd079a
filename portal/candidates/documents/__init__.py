"""Documents of the person: papers kept sealed, read by part and role."""
