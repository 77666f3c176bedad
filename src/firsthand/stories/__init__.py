"""What is told: processes, stories, their words, their openings, and the gate through which all of it is read."""
