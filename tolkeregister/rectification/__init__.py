"""Somebody asks that what the register says of them be corrected; the directorate decides."""
