"""Fuzzers: files are spoiled at random, and every command that reads them must end with an answer in time."""
