"""Notice before a decision against somebody (forvaltningsloven § 16), and what they answer."""
