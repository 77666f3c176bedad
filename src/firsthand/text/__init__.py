"""Judgement on words: plain Python, text in and findings out. It knows no Django and nothing else of the house."""
