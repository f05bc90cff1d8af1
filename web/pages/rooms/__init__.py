"""The pages of the screen room: the door, trying the equipment, the conversation, and the end."""
