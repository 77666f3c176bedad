"""The invented company, Pompe Brenta: its people, its processes and what they tell of them. None of them exists."""
