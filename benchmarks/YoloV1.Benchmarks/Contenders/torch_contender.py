"""A training step or a prediction of PyTorch as it comes; speaks as ContenderHost.cs does.   torch_contender.py step|predict NETWORK.json BATCH"""
import json
import resource
import sys
import time

import torch
from torch import nn


def module(layer):
    kind, fan_in, fan_out, size = layer["Kind"], layer["In"], layer["Out"], layer["Size"]
    if kind == "conv":
        return nn.Conv2d(fan_in, fan_out, size, layer["Stride"], layer["Padding"], bias=layer["Bias"])
    if kind == "linear":
        return nn.Linear(fan_in, fan_out)
    return {
        "norm": lambda: nn.BatchNorm2d(fan_out),
        "leaky": lambda: nn.LeakyReLU(0.1, inplace=True),
        "pool": lambda: nn.MaxPool2d(size, layer["Stride"]),
        "flatten": nn.Flatten,
        "dropout": nn.Dropout,
    }[kind]()


def main(what, path, batch):
    with open(path) as file:
        config = json.load(file)
    torch.manual_seed(1)
    network = nn.Sequential(*map(module, config["layers"]))
    images = torch.rand(batch, 3, config["height"], config["width"])
    target = torch.rand(batch, config["outputs"])
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-6, momentum=0.9, weight_decay=5e-4)

    def step():
        optimizer.zero_grad()
        loss = (network(images) - target).square().sum()
        loss.backward()
        optimizer.step()
        loss.item()

    def predict():
        with torch.inference_mode():
            network(images)

    network.train(what == "step")
    run = step if what == "step" else predict
    print("ready", flush=True)
    for _ in sys.stdin:
        run()
        runs, started = 0, time.perf_counter()
        while runs == 0 or time.perf_counter() - started < 0.25:
            run()
            runs += 1
        print((time.perf_counter() - started) * 1000 / runs, flush=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
