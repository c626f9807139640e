"""Signed checkpoints: the published note, and every way in which a note may be wrong."""

import base64
import stat
from pathlib import Path

import pytest

from hudna.errors import LedgerError
from hudna.ledger.checkpoints import BadCheckpoint, Checkpoint, checkpoint_in, signer_at
from hudna.ledger.merkle import EMPTY

# The example and the key of golang.org/x/mod/sumdb/note, whose form the notes of C2SP have.
SUMDB_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SUMDB_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Checkpoint, str, str]:
    signer = signer_at(tmp_path / "hudna.key", "hudna/1")
    checkpoint = Checkpoint("hudna/1", 7, EMPTY)
    return checkpoint, signer.signed(checkpoint), signer.verifier_key


def test_a_signature_of_another_program_is_checked_as_it_means() -> None:
    # The text is no checkpoint, and said to be none only where its signature has been looked at last.
    text, _, line = SUMDB_NOTE.rpartition("\n\n")
    from hudna.ledger.checkpoints import _checks, _verifier

    found = _verifier(SUMDB_KEY)
    assert found is not None
    name, public = found
    assert _checks(f"{text}\n".encode(), line.rstrip("\n"), name, public) is True
    assert _checks(f"{text}!\n".encode(), line.rstrip("\n"), name, public) is False


def test_a_checkpoint_has_the_form_of_c2sp(signed: tuple[Checkpoint, str, str]) -> None:
    checkpoint, note, key = signed
    origin, size, root, empty, signature, end = note.split("\n")
    assert (origin, size, base64.b64decode(root), empty, end) == ("hudna/1", "7", EMPTY, "", "")
    assert signature.startswith("\N{EM DASH} hudna/1 ")
    assert len(base64.b64decode(signature.split(" ")[2])) == 4 + 64
    assert base64.b64decode(signature.split(" ")[2])[:4].hex() == key.split("+")[1]
    assert checkpoint_in(note, [key]) == checkpoint


def test_signatures_of_others_beside_ours_are_left_alone(signed: tuple[Checkpoint, str, str]) -> None:
    checkpoint, note, key = signed
    assert checkpoint_in(note + "\N{EM DASH} witness.example/w1 " + "A" * 100 + "\n", [SUMDB_KEY, key]) == checkpoint


def test_every_changed_byte_is_noticed(signed: tuple[Checkpoint, str, str]) -> None:
    _, note, key = signed
    data = note.encode()
    for place in range(len(data)):
        for flip in (1, 0x20, 0x80):
            changed = data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]
            with pytest.raises(BadCheckpoint):
                checkpoint_in(changed.decode("utf-8", "replace"), [key])


@pytest.mark.parametrize(
    "note", ["", "\n\n", "a\n1\n\n", "a\n01\nAAAA\n\n", "a\n1\nAAAA\n\n\N{EM DASH} a b\n", "x" * 10, "\n" * 1000]
)
def test_what_is_no_checkpoint_is_said_to_be_none(note: str) -> None:
    with pytest.raises(BadCheckpoint, match="no checkpoint"):
        checkpoint_in(note, [SUMDB_KEY])


def test_a_damaged_key_is_none(signed: tuple[Checkpoint, str, str]) -> None:
    _, note, key = signed
    for damaged in ("", "hudna/1", key[:-1], key.replace("+", "-"), key[:-3] + "é==", key + "AAAA"):
        with pytest.raises(BadCheckpoint, match="not signed by a key"):
            checkpoint_in(note, [damaged])


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "hudna.key"
    first = signer_at(path, "hudna/1").verifier_key
    assert signer_at(path, "hudna/1").verifier_key == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"no key")
    with pytest.raises(LedgerError, match="no key"):
        signer_at(path, "hudna/1")
