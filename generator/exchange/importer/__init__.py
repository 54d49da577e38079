"""Excel in: a workbook of ours or of the 预算管理一体化 platform as YAML, or as a patch of YAML.

The way of a workbook (`workbook`): `opening` (a file) → `grid` (cells). Ours, which has the sheet 数据,
goes on with `own`, `data_sheet` and `edits`. Anyone else's: `sections`, `sheets_of_units` and
`columns_of_units` (whose a table is) → `headings`, `blocks`, `alike` (its columns and rows) →
`recognition`, or the user's `mapping` → a module for each kind of table, which `reader` calls. What tables
say together of 支出 is found by `observing` and `solver`. `leftovers` tells what nobody used, `unseen`
whether what is hidden was; `writing` makes a new budget, `patching` changes one.
"""
