"""What is answered to requests, by what is asked for."""
