"""What readers write back, and what becomes of it."""
