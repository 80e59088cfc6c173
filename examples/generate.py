"""Rewrites the example registers: `python examples/generate.py [folder]`. The same bytes every time."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(target: Path = HERE) -> None:
    """Write every example into its folder below the target; other files there stay."""
    # the script also runs when it is loaded by its path, as tests do; the pack of Lam Vân lies with its records
    sys.path[:0] = [str(HERE), str(HERE / "lam-van")]
    from generating import NETWORKS  # noqa: PLC0415 - found only through the path above

    for key, make in NETWORKS.items():
        register = make()
        folder = target / key
        register.write(folder, personal=True, overwrite=True)
        print(f"{key}: {len(register)} records")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
