"""Re-registration in campaigns: part of the register is asked by a day whether it still is to be there (story I05)."""
