"""Whatever stands in a workbook: it is read or refused in words, and what is written can be read again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.errors import GongkaiError
from generator.exchange.importer.note import note_text
from generator.exchange.importer.workbook import read_workbook
from generator.exchange.importer.writing import files_of, write_files
from generator.source import read_folder
from tests.exchange.sheets import Sheet, Value, written

WORDS = (
    *(
        "科目编码",
        "科目名称",
        "合计",
        "基本支出",
        "项目支出",
        "一般公共预算",
        "政府性基金",
        "上年结转",
        "项目名称",
    ),
    *(
        "类",
        "款",
        "项",
        "收入",
        "支出",
        "项目",
        "2024年",
        "小计",
        "单位编码",
        "单位名称",
        "三级指标",
        "一级指标",
    ),
    *(
        "201",
        "20103",
        "2010350",
        "30101",
        "工资福利支出",
        "基本工资",
        "因公出国（境）费",
        "1,234.5",
        "－",
        "单位：元",
    ),
    *(
        "2024年项目支出预算表",
        "绩效目标申报表",
        "2024年预算收支总表",
        "键",
        "数",
        "单位",
        "文字",
        "支出/#1/科目",
    ),
    *(
        "2024年“三公”经费",
        "机关运行经费",
        "经济科目",
        "收入科目编码",
        "二级指标",
        "指标值",
        "项目属性",
        "年度目标",
    ),
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.none(),
    st.integers(-2, 300),
    st.floats(0, 1e9, allow_nan=False),
    st.text(max_size=6).filter(lambda text: not text.startswith("=") and text.isprintable()),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=3))
@example([[["基本支出", "机关运行经费"]]])
def test_nothing_ends_in_a_stack_trace(sheets: list[list[list[Value]]]) -> None:
    """An import gives a budget in readable YAML, or an error that was meant."""
    with TemporaryDirectory() as folder:
        named = [Sheet(f"表{number}", rows) for number, rows in enumerate(sheets)]
        path = written(Path(folder), *named, name="2024.xlsx")
        try:
            result = read_workbook(path)
        except GongkaiError:
            return
        files, missing = files_of(result, path.name)
        assert note_text(path.name, result.log, missing)
        write_files(Path(folder) / "新", files)
        _, findings = read_folder(Path(folder) / "新")
        assert findings == []
