"""What readers make of it: readings counted without naming anybody, and the voice they alone give."""
