"""Excel in: a workbook of ours or of the 预算管理一体化 platform as YAML, or as a patch of YAML.

Stages: opening (a file) → grid (cells) → headings, blocks (tables) → recognition → one module per kind of
table → merging with the sheet 数据 → writing or patching.
"""
