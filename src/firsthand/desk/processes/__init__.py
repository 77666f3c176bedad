"""The processes one keeps: making one, saying what it is, who takes part in it, and how far it goes."""
