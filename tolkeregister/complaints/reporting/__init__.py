"""What reporters write: sealed, answered through a case code, and shown to the interpreter only as a redacted copy."""
