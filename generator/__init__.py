"""gongkai (公开): a department's budget, written as YAML, becomes the disclosure the law makes it publish.

Data flows one way, and a package imports only from packages above it::

    source → classification → model → figures → rules → document → press → exchange → cli
"""

__version__ = "0.1.0"
