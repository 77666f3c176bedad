"""What leaves the house in writing: the outbox, its letters, and the limit of one nudge a week."""
