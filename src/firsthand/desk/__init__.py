"""Where one writes: the sheet, the ladder, and what waits for me."""
