"""How far a story goes: the five rungs, who stands on each, how it reads there, and the one act."""
