"""The rules of administrative decisions: two pairs of eyes, habilitet, notice, deadlines, notification, appeals."""
