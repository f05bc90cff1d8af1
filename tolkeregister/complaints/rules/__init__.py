"""The rules of complaints: words, clocks, habilitet, classification, warnings, reactions, and coming back."""
