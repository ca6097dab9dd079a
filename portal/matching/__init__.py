"""From a card to an accepted proposal: ranking, the person's consent, the company's answer."""
