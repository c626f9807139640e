"""The tree over the log: the published roots, and proofs for every size to 260."""

import hashlib
from functools import cache

import pytest

from hudna.ledger.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

PUBLISHED_ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots of the Certificate Transparency test vectors, after no entry, one, two and so on."""
SIZES = 260
LEAVES = [leaf_hash(str(number).encode()) for number in range(SIZES)]


@cache
def by_definition(start: int, end: int) -> bytes:
    """The root as RFC 6962, 2.1 writes it down."""
    if end - start < 2:
        return LEAVES[start] if end > start else hashlib.sha256(b"").digest()
    cut = 1
    while cut * 2 < end - start:
        cut *= 2
    return node_hash(by_definition(start, start + cut), by_definition(start + cut, end))


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in PUBLISHED_ENTRIES[:size]]
    assert root_of(leaves).hex() == PUBLISHED_ROOTS[size]


def test_the_root_of_every_size_is_the_one_of_the_definition() -> None:
    frontier = Frontier()
    assert frontier.root() == EMPTY
    for size, leaf in enumerate(LEAVES, 1):
        frontier.add(leaf)
        assert frontier.root() == by_definition(0, size)
        assert Frontier(size, frontier.peaks).root() == frontier.root()
        assert len(frontier.peaks) == size.bit_count()


SOME = 7
"""Of the places in a tree every seventh in `make test`, all in `make torture`; ends and powers of two always."""
STEPS = [SOME, pytest.param(1, marks=pytest.mark.torture)]


def places(size: int, step: int) -> set[int]:
    ends = {1 << bit for bit in range(size.bit_length())} | {0, 1, size - 1, size}
    return {place for place in ends if 0 <= place <= size} | set(range(size % step, size, step))


@pytest.mark.parametrize("step", STEPS)
def test_entries_of_every_size_are_shown_to_be_in_it(step: int) -> None:
    for size in range(1, SIZES + 1):
        leaves, root = LEAVES[:size], by_definition(0, size)
        for index in places(size, step) - {size}:
            proof = inclusion_proof(index, leaves)
            assert len(proof) <= size.bit_length()
            assert is_included(leaves[index], index, size, proof, root)
            wrong = (index + 1) % size
            if size > 1:
                assert not is_included(leaves[wrong], index, size, proof, root)
                assert not is_included(leaves[index], wrong, size, proof, root)
                assert not is_included(leaves[index], index, size, proof[:-1], root)
            assert not is_included(leaves[index], index, size, [*proof, root], root)


@pytest.mark.parametrize("step", STEPS)
def test_every_size_is_shown_to_have_grown_from_smaller_ones(step: int) -> None:
    for size in range(SIZES + 1):
        leaves, root = LEAVES[:size], by_definition(0, size)
        for old in places(size, step):
            proof, old_root = consistency_proof(old, leaves), by_definition(0, old)
            assert is_consistent(old, size, old_root, root, proof)
            assert not is_consistent(old, size, hashlib.sha256(old_root).digest(), root, proof)
            if 0 < old < size:
                assert not is_consistent(old, size, old_root, hashlib.sha256(root).digest(), proof)
                assert not is_consistent(old, size, old_root, root, proof[:-1])
                assert not is_consistent(old, size, old_root, root, [*proof, root])
    assert not is_consistent(3, 2, EMPTY, EMPTY, [])


def test_a_frontier_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="perfect subtrees"):
        Frontier(3, [EMPTY])
