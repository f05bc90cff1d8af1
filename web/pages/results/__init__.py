"""The pages about results and bevilling: institutions send files, officers say who candidates are."""
