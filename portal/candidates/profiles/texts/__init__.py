"""The few words on a card: written by who follows the person, through the gate, read by a colleague when it asks."""
