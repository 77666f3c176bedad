"""How a story reaches who follows it: feeds, letters and the fediverse, one removable folder per channel."""
