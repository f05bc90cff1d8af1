"""How the description of the API tells of a body that is a file, or rows as fields."""

from collections.abc import Sequence

from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

from tolkeregister.core.spreadsheets.rules import Column

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_operation(columns: Sequence[Column], what: str) -> type[Operation]:
    """The operation of a handler that takes a file (CSV or XLSX) or `{"rader": [{header: value}]}`."""
    file = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
    body = RequestBody(
        description=what, required=True,
        content={"application/json": OpenAPIMediaType(schema=_rows(columns)), "text/csv": file, _XLSX: file},
    )  # fmt: skip

    class RowsOperation(Operation):
        def __post_init__(self) -> None:
            self.request_body = body

    return RowsOperation


def _rows(columns: Sequence[Column]) -> Schema:
    cell = [OpenAPIType.STRING, OpenAPIType.NUMBER, OpenAPIType.NULL]
    row = Schema(
        type=OpenAPIType.OBJECT,
        properties={each.header: Schema(type=cell, examples=[each.example] if each.example else None)
                    for each in columns},
        required=[each.header for each in columns if each.is_required],
    )  # fmt: skip
    rows = Schema(type=OpenAPIType.ARRAY, items=row)
    return Schema(type=OpenAPIType.OBJECT, properties={"rader": rows}, required=["rader"])
