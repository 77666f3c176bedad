"""The pages a reader sees, and the front door that serves them."""
