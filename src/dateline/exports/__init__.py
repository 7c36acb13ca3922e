"""Records in the formats that leave Dateline: one module a format, each with its stated loss."""

from dateline.exports.incidents import print_incident, print_incidents
from dateline.exports.jsonl import json_lines, json_text
from dateline.exports.page import fragment, index_page, page, page_name
from dateline.exports.rows import print_rows, row_lines, row_list
from dateline.exports.table import print_table

__all__ = [
    "fragment",
    "index_page",
    "json_lines",
    "json_text",
    "page",
    "page_name",
    "print_incident",
    "print_incidents",
    "print_rows",
    "print_table",
    "row_lines",
    "row_list",
]
