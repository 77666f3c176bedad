"""Coming and going: archives of other places brought in, and our own carried out."""
