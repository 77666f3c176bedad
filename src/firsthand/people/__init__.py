"""Who is here: accounts, authors, circles, and how one comes in."""
