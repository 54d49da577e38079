"""What a reviewer looks for."""
