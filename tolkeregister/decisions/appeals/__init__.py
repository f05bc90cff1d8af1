"""Appeals (forvaltningsloven kapittel VI)."""
