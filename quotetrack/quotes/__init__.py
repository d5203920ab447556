"""What people said: quotations, the cues that report them, and the mention beside each cue."""
