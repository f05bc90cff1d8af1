"""What the simulators' small HTTP servers have in common: whole answers, and silence about who asked for what."""

from http.server import BaseHTTPRequestHandler


class QuietHandler(BaseHTTPRequestHandler):
    """Answers whole, and writes no log: whom somebody asks about is nobody's business."""

    def answer(self, status: int, body: bytes, media_type: str) -> None:
        """Status, length and content."""
        self.send_response(status)
        self.send_header("content-type", media_type)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
