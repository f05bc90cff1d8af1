"""What everybody may see without signing in: search, profiles, checking a tolkebevis, and pages of text."""
