"""The inspection: what a careful reader would find fault with, looked for on every page."""
