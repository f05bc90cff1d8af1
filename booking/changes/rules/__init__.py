"""What changing and cancelling an assignment takes."""
