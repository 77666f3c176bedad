"""What stays inside: the register, the findings in a text, the sign-off on exact words, and quiet periods."""
