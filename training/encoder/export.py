"""The trained network as it ships: int8 ONNX for the encoder, arrays for the heads."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder.network import NOT_KEPT, Network, weights_folder


class _States(nn.Module):
    """The encoder with one output: a vector for each word piece."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        states: Tensor = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return states


def export(net: Network, folder: Path, temperature: float) -> None:
    """Write `encoder.onnx` (int8), `heads.npz` and `tokenizer.json` into `folder`."""
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        axes = {0: "sentence", 1: "piece"}
        torch.onnx.export(
            _States(net),
            (torch.ones(1, 8, dtype=torch.long), torch.ones(1, 8, dtype=torch.long)),
            str(plain),
            input_names=["pieces", "mask"],
            output_names=["states"],
            dynamic_axes={"pieces": axes, "mask": axes, "states": axes},
            opset_version=17,
            dynamo=False,
        )
        # Eight bits a weight, per output channel; seven used, so that sums fit older processors.
        quantize_dynamic(
            str(plain),
            str(folder / "encoder.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    kept = {n: v for n, v in net.heads.state_dict().items() if not n.startswith(NOT_KEPT)}
    arrays = {name: value.detach().numpy() for name, value in kept.items()}
    arrays["temperature"] = np.array(temperature)
    np.savez_compressed(
        folder / "heads.npz", **{name: value.astype("float16") for name, value in arrays.items()}
    )
    shutil.copyfile(weights_folder() / "tokenizer.json", folder / "tokenizer.json")
