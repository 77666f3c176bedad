"""What waits for me: my sheets, and the people who need something of me."""
