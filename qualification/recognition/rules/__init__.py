"""The rules of recognition: its clocks, and what a case may end in when."""
