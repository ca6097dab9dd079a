"""The person: contact data, experience, skills, availability, consents, and who may read which part."""
