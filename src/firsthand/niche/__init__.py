"""What others tell of the same things: sources, topics, who was first, and which scene is still free."""
