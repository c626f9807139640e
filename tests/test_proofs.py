"""The proof of an entry: right by itself, without Hudna, and wrong as soon as anything in it is changed."""

import base64
import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exports import told
from hudna.cli import hudna
from hudna.errors import NoSuchEntry
from hudna.identify.judge import StoryJudge
from hudna.ledger.choosing import Given
from hudna.ledger.entries import entries_in
from hudna.ledger.redact import redact
from hudna.ledger.reviewing import Asked, Signed
from hudna.ledger.reviewing import review as reviewed
from hudna.ledger.reviews import Act
from hudna.ledger.store import Ledger
from hudna.ledger.weaving import Weaver
from hudna.publish.exports import verify
from hudna.publish.exports.proving import write_proof

VECTORS = (
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
)  # fmt: skip
"""RFC 8032, 7.1, tests 1 to 3: public key, message, signature."""
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return told(tmp_path_factory.mktemp("proved") / "hudna.db")


@pytest.fixture(scope="module")
def folder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("proved") / "proof"
    write_proof(ledger, entries_in(ledger)[2].id, there)
    return there


@pytest.fixture
def proof(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "proof.json").read_text("utf-8"))
    return found


def checked(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """What the program says, run where no Hudna and no package of anybody can be imported."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder / "proof.json"), *more]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, env={})


def test_a_proof_is_right_without_hudna(ledger: Ledger, folder: Path) -> None:
    entry = entries_in(ledger)[2]
    done = checked(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(f"{entry.id}: proved\n")
    assert f"{entry.action}: {entry.printed}" in done.stdout and entry.origin.id in done.stdout
    source = (folder / "verify.py").read_text("utf-8")
    assert "import hudna" not in source and "from hudna" not in source and "cryptography" not in source


def test_every_entry_can_be_proved(ledger: Ledger, tmp_path: Path) -> None:
    for entry in entries_in(ledger):
        write_proof(ledger, entry.id, tmp_path / entry.id)
        given = json.loads((tmp_path / entry.id / "proof.json").read_text("utf-8"))
        assert verify.check(given, None, None)


def flipped(text: str, place: int = 0) -> str:
    """A hexadecimal text or base64 with one letter changed."""
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


CHANGES: dict[str, Change] = {
    "entry": lambda p: p.update(entry="E0000000"),
    "printed": lambda p: p["statement"].update(printed="سلام"),
    "action": lambda p: p["statement"].update(action="aid.deliver"),
    "trigger": lambda p: p["statement"].update(trigger=[0, 3]),
    "outlet": lambda p: p["statement"]["origin"].update(outlet="another"),
    "published": lambda p: p["statement"]["origin"].update(published="2020-01-01"),
    "leaf": lambda p: p["leaves"][1].update(leaf=p["leaves"][1]["leaf"].replace('"version":1', '"version":2')),
    "number": lambda p: p["leaves"][1].update(number=p["leaves"][1]["number"] + 1),
    "path": lambda p: p["leaves"][2]["path"].__setitem__(0, "00" * 32),
    "shorter path": lambda p: p["leaves"][2]["path"].pop(),
    "longer path": lambda p: p["leaves"][2]["path"].append("00" * 32),
    "file": lambda p: p["leaves"][1].update(file=flipped(p["leaves"][1]["file"])),
    "another file": lambda p: p["leaves"][1].update(file=p["leaves"][2]["file"]),
    "roles": lambda p: p["leaves"].reverse() or p["leaves"][0].update(role="report"),
    "root": lambda p: p.update(checkpoint=flipped(p["checkpoint"], p["checkpoint"].index("\n") + 4)),
    "size": lambda p: p.update(checkpoint=p["checkpoint"].replace("\n", "\n1", 1)),
    "signature": lambda p: p.update(checkpoint=flipped(p["checkpoint"], len(p["checkpoint"]) - 20)),
    "no signature": lambda p: p.update(checkpoint=p["checkpoint"].rpartition("\n\n")[0] + "\n\n"),
    "key": lambda p: p.update(key=flipped(p["key"], len(p["key"]) - 5)),
    "key entry": lambda p: p["leaves"].pop(0),
    "nothing": lambda p: p.update(leaves=[]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_proof_is_wrong(proof: dict[str, Any], tmp_path: Path, name: str) -> None:
    CHANGES[name](proof)
    (tmp_path / "proof.json").write_text(json.dumps(proof), "utf-8")
    (tmp_path / "verify.py").write_bytes(Path(verify.__file__).read_bytes())
    done = checked(tmp_path)
    assert done.returncode == 1 and done.stdout.startswith("WRONG: "), done.stdout + done.stderr
    assert "proved" not in done.stdout


def test_another_key_cannot_sign_for_the_log(proof: dict[str, Any]) -> None:
    """A forger signs the same checkpoint with a key of his own: the log does not name it."""
    private = Ed25519PrivateKey.generate()
    origin = proof["key"].partition("+")[0]
    from hudna.ledger.checkpoints import Checkpoint, Signer

    lines = proof["checkpoint"].split("\n")
    forger = Signer(origin, private)
    proof["checkpoint"] = forger.signed(Checkpoint(origin, int(lines[1]), base64.b64decode(lines[2])))
    proof["key"] = forger.verifier_key
    with pytest.raises(verify.Wrong, match="does not name the key"):
        verify.check(proof, None, None)


def test_a_key_or_a_checkpoint_that_is_known_is_held_against_it(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    known = json.loads((folder / "proof.json").read_text("utf-8"))["key"]
    assert checked(folder, "--key", known).returncode == 0
    assert "under another key" in checked(folder, "--key", "other+00000000+AAAA").stdout
    assert checked(folder, "--checkpoint", str(ledger.beside.checkpoint)).returncode == 0
    other = told(tmp_path / "other.db")
    assert checked(folder, "--checkpoint", str(other.beside.checkpoint)).returncode == 1
    assert checked(folder, "--checkpoint", str(tmp_path / "none")).returncode == 2


def test_no_proof_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_bytes(Path(verify.__file__).read_bytes())
    for content in ("", "[]", "{}", '{"hudna_proof": 2}', "{"):
        (tmp_path / "proof.json").write_text(content, "utf-8")
        done = checked(tmp_path)
        assert done.returncode == 2 and "no proof to check" in done.stderr


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_are_checked_as_the_rfc_says(public: str, message: str, signature: str) -> None:
    key, words, signed = map(bytes.fromhex, (public, message, signature))
    assert verify.is_signed(key, words, signed)
    assert not verify.is_signed(key, words + b"x", signed)
    for place in range(0, 64, 7):
        assert not verify.is_signed(key, words, signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :])
    more = int.from_bytes(signed[32:], "little") + verify.L
    assert not verify.is_signed(key, words, signed[:32] + more.to_bytes(32, "little")), "one signature in one form only"


def test_signatures_are_those_of_other_programs() -> None:
    chance = random.Random(8032)
    for _ in range(20):
        private, message = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)), chance.randbytes(90)
        public = private.public_key().public_bytes_raw()
        assert verify.is_signed(public, message, private.sign(message))
        assert not verify.is_signed(public, message[1:], private.sign(message))


def test_what_a_person_said_is_in_the_proof(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    entry = entries_in(ledger)[2]
    asked = Asked(Act.CORRECT, Given("action", "violence.attack"))
    reviewed(ledger, entry.id, asked, Signed("lina", "an assault on foot", "2020-11-20T00:00:00+00:00"), StoryJudge())
    write_proof(ledger, entry.id, tmp_path / "proof")
    done = checked(tmp_path / "proof")
    assert done.returncode == 0, done.stdout
    assert "correct action by lina" in done.stdout and f"{entry.action}: {entry.printed}" in done.stdout
    given = json.loads((tmp_path / "proof" / "proof.json").read_text("utf-8"))
    forged = copy.deepcopy(given)
    forged["leaves"] = [one for one in forged["leaves"] if one["role"] != "review"]
    with pytest.raises(verify.Wrong, match="the proof another"):
        verify.check(forged, None, None)


def test_a_public_proof_holds_no_word(ledger: Ledger, tmp_path: Path) -> None:
    entry = entries_in(ledger)[2]
    command = ["--ledger", str(ledger.address), "export", "--public", "--proof", entry.id, str(tmp_path / "proof")]
    done = CliRunner().invoke(hudna, command)
    assert done.exit_code == 0 and "check it anywhere with: python3" in done.output
    content = (tmp_path / "proof" / "proof.json").read_text("utf-8")
    assert entry.printed not in content and entry.origin.outlet not in content and '"statement": null' in content
    said = checked(tmp_path / "proof")
    assert (
        said.returncode == 0
        and "what was read is not shown" in said.stdout
        and f"{entry.id}: proved" not in said.stdout
    )


def test_what_is_taken_out_or_never_was_has_no_proof(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    entry = entries_in(ledger)[0]
    redact(ledger, entry.origin.id, "2020-11-20", Weaver(StoryJudge()))
    with pytest.raises(NoSuchEntry):
        write_proof(ledger, entry.id, tmp_path / "proof")
    assert not (tmp_path / "proof").exists()
    done = CliRunner().invoke(
        hudna, ["--ledger", str(ledger.address), "export", "--proof", "E0", str(tmp_path / "proof")]
    )
    assert done.exit_code == 1 and "no entry E0" in done.output
