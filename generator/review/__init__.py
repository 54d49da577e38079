"""Proof and comparison of disclosures: receipts, verification of a published PDF, differences."""
