"""The rules of applications: what is lacking before one can be sent, what a document may be, when to propose."""
