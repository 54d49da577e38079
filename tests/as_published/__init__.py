"""The disclosure of 2024 as it was really published: the sample budget with its errors put back."""
