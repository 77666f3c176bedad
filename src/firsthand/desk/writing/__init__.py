"""Writing: the sheet, what stands beside it, and who signs it."""
