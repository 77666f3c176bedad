"""Who may see what: the rungs, the reader, and the rule of the gate."""
