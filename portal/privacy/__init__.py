"""Rights of the person: her own area, requests, erasure, retention."""
