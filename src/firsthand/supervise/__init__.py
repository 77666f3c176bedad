"""What stands around the rooms while the place runs: its folder, its processes, and what is checked before they start."""
