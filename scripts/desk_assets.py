"""Fetches the libraries, fonts and borders that the desk serves from the npm registry into src/hudna/desk/assets.

Each package is pinned by version and by the hash of its tarball; nothing of a package runs.  Needs npm, and only here: the desk
runs without node.  Does nothing where everything is there already.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ASSETS = Path(__file__).resolve().parents[1] / "src" / "hudna" / "desk" / "assets"
FETCHED = "fetched.txt"


class Package(NamedTuple):
    """A package of the registry, the SHA-512 of its tarball, and which of its files go where."""

    name: str
    version: str
    sha512: str
    files: dict[str, str]


PLEX = "@fontsource/ibm-plex-sans-arabic"
PACKAGES = (
    Package(
        PLEX,
        "5.3.0",
        "ZZ4g+JDgQY0NqSh4o0MNWU1sHQmtcee1g++aKAwyJvZxnT5y51JXsN1cIXnaQaMd40dcbK6QFYa+Z1LbaiNuqA==",
        {
            **{
                f"files/ibm-plex-sans-arabic-{script}-{weight}-normal.woff2": f"plex/{script}-{weight}.woff2"
                for script in ("arabic", "latin", "latin-ext")
                for weight in (400, 600)
            },
            "LICENSE": "plex/LICENSE",
        },
    ),
    Package(
        "maplibre-gl",
        "6.17.0",
        "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
        {
            "dist/maplibre-gl.mjs": "maplibre/maplibre-gl.mjs",
            "dist/maplibre-gl-shared.mjs": "maplibre/maplibre-gl-shared.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre/maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre/maplibre-gl.css",
            "LICENSE.txt": "maplibre/LICENSE",
        },
    ),
    Package(
        "uplot",
        "1.6.32",
        "KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw==",
        {
            "dist/uPlot.esm.js": "uplot/uPlot.esm.js",
            "dist/uPlot.min.css": "uplot/uPlot.min.css",
            "LICENSE": "uplot/LICENSE",
        },
    ),
    Package(
        "topojson-client",
        "3.1.0",
        "605uxS6bcYxGXw9qi62XyrV6Q3xwbndjachmNxu8HWTtVPxZfEJN9fd/SZS1Q54Sn2y0TMyMxFj/cJINqGHrKw==",
        {"dist/topojson-client.min.js": "topojson/topojson-client.min.js", "LICENSE": "topojson/LICENSE"},
    ),
    Package(
        "world-atlas",
        "2.0.2",
        "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        {
            "countries-50m.json": "atlas/countries-50m.json",
            "countries-10m.json": "atlas/countries-10m.json",
            "LICENSE": "atlas/LICENSE",
        },
    ),
)


def fetch(packages: tuple[Package, ...] = PACKAGES, folder: Path = ASSETS) -> None:
    """Brings what is missing; ends with a message and exit code 1 where it cannot be brought as it was pinned."""
    wanted = "".join(f"{one.name} {one.version} {one.sha512} {sorted(one.files)}\n" for one in packages)
    fetched = folder / FETCHED
    if fetched.exists() and fetched.read_text(encoding="utf-8") == wanted:
        return
    if shutil.which("npm") is None:
        sys.exit("desk_assets: npm is not there; install it (apt-get install npm) and say the same again")
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place:
        for package in packages:
            _unpack(_packed(package, Path(place)), package, folder)
    fetched.write_text(wanted, encoding="utf-8")
    print(f"desk_assets: {len(packages)} packages in {folder}")


def _packed(package: Package, folder: Path) -> Path:
    """The tarball of a package, once its hash has been looked at."""
    said = ["npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"]
    done = subprocess.run(said, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"desk_assets: {package.name}: npm pack failed: {done.stderr.strip()[-300:]}")
    tarball = folder / done.stdout.split()[-1]
    found = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if found != package.sha512:
        sys.exit(f"desk_assets: {package.name} {package.version}: its hash is {found}, and not what is pinned")
    return tarball


def _unpack(tarball: Path, package: Package, folder: Path) -> None:
    """Writes the wanted files of a tarball, and no others, where they belong."""
    with tarfile.open(tarball) as archive:
        for name, place in package.files.items():
            source = archive.extractfile(f"package/{name}")
            if source is None:
                sys.exit(f"desk_assets: {package.name} {package.version}: no file {name}")
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())


if __name__ == "__main__":
    fetch()
