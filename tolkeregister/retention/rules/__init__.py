"""The rules of retention: how long each kind of object is kept, and whether one may go now."""
