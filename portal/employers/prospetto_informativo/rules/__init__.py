"""Pure rules of the prospetto informativo: what it says, what it lacks, what changed, what may be sent when."""
