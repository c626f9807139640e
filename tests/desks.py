"""A desk over a ledger, as a browser on this machine calls it."""

from pathlib import Path

from starlette.testclient import TestClient

from hudna.desk.app import application
from hudna.desk.view import Desk

HERE = "http://127.0.0.1:8473"
FROM_HERE = {"origin": HERE, "sec-fetch-site": "same-origin"}


def desk_over(path: Path, today: str = "2020-11-02") -> TestClient:
    """A client of the desk over that ledger; faults of the desk are raised."""
    return TestClient(application(Desk(path, today=today)), base_url=HERE, follow_redirects=False)
