"""The four phases, and what they share: verdicts of windows, scores, explorations, explanations."""
