"""What is forgotten and when: dated rules, holds, and a proof of each batch. What the archive must keep is kept."""
