"""From a booker's draft to interpreters being asked: the preview of the queue, and the sending itself."""
