"""The invented world: who there is and what happened, as plain values. It knows no database and no clock."""
