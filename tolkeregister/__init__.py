"""The register itself: people, languages, places, organisations and entries. Imports nothing from above."""
