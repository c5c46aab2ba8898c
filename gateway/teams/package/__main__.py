"""`python -m gateway.teams.package [OUT]`: make the app package (make teams-package).

The bot's app id, names and addresses come from KT_TEAMS_… (docs/teams.md). Ends with 2 when they
are not there or the manifest breaks a rule of Teams.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import ValidationError

from gateway.teams.package.building import Wrong, build
from gateway.teams.package.manifest import PackageSettings

DEFAULT = Path("results") / "teams" / "keukentafel-teams.zip"


def main(arguments: list[str]) -> int:
    """Write the package to the file that is named, or to results/teams."""
    target = Path(arguments[0]) if arguments else DEFAULT
    try:
        content = build(PackageSettings())
    except ValidationError as wrong:
        for each in wrong.errors():
            name = "_".join(str(part) for part in each["loc"]).upper()
            print(f"KT_TEAMS_{name}: {each['msg']}", file=sys.stderr)
        return 2
    except Wrong as wrong:
        print(f"teams-package: {wrong}", file=sys.stderr)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
