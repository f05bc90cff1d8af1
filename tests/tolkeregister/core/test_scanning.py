"""The scanner's protocol against a real server, and that anything but a clear answer is no answer."""

import pytest

from tests.fixtures.outside import EICAR, TestScanner
from tolkeregister.core.scanning import ScannerDown, scan, use_scanner


async def test_a_clean_file_is_clean_and_arrives_whole(scanner: TestScanner) -> None:
    content = b"%PDF-" + b"x" * 300_000
    assert (await scan(content)).is_clean
    assert scanner.received == [content]


async def test_the_test_signature_is_found_by_name(scanner: TestScanner) -> None:
    result = await scan(b"%PDF-" + EICAR)
    assert (result.is_clean, result.found) == (False, "Eicar-Test-Signature")


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: maybe", b"OK"])
async def test_any_other_answer_is_no_answer(scanner: TestScanner, answer: bytes) -> None:
    scanner.answer = answer
    with pytest.raises(ScannerDown):
        await scan(b"%PDF-")


async def test_without_a_scanner_nothing_is_clean() -> None:
    with pytest.raises(ScannerDown):
        await scan(b"%PDF-")


async def test_a_scanner_that_is_gone_gives_no_verdict() -> None:
    use_scanner("127.0.0.1:9")
    try:
        with pytest.raises(ScannerDown):
            await scan(b"%PDF-")
    finally:
        use_scanner("")
