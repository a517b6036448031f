"""Results of a scenario with observed days stand on their own, whatever becomes of its files."""

from pathlib import Path

import pytest
from truce_sim.cli.main import main

COUNTS = "from,to,counter,number\n2030-05-01,2030-05-02,radio,7\n"
OBSERVED = (
    '[observed]\ncounts = "counts.csv"\n[observed.counters.radio]\ncounts = "claims by south"\n'
)


@pytest.mark.slow
def test_again_needs_no_file_of_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = Path("tests/support/two-sides.toml").read_text(encoding="utf-8")
    path, counts, out = tmp_path / "truce.toml", tmp_path / "counts.csv", str(tmp_path / "out")
    asked = ["--out", out, "--jobs", "1", "-q"]
    path.write_text(plain + OBSERVED, encoding="utf-8")
    counts.write_text(COUNTS, encoding="utf-8")
    assert main(["run", str(path), "--runs", "4", "--no-report", *asked]) == 0
    (stored,) = Path(out).glob("truce/*/scenario.toml")
    text = stored.read_text(encoding="utf-8")
    assert 'counter = "radio", number = 7' in text
    assert "counts.csv" not in text
    counts.unlink()
    path.unlink()
    capsys.readouterr()
    assert main(["run", "--again", "latest", *asked]) == 0
    assert "the same to the byte" in capsys.readouterr().out
