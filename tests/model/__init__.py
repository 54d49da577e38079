"""What an author may write, and what is said when it is wrong."""
