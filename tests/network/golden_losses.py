#!/usr/bin/python3
"""Losses of ten training steps by PyTorch, in double precision, from weights and data that a formula makes.
The values stand in tst_network.cpp; this script (Debian: python3-torch) made them."""
import math
import torch
import torch.nn.functional as F

FILTERS, CLASSES, TRACKS = [64, 128, 256, 512], 30, 50


def wave(count, pace, shift):
    return torch.tensor([math.sin(i * pace + shift) for i in range(count)], dtype=torch.double)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convs, self.norms, channels = torch.nn.ModuleList(), torch.nn.ModuleList(), 9
        for i, out in enumerate(FILTERS + [CLASSES]):
            kernel = 1 if i == len(FILTERS) else 3
            conv = torch.nn.Conv1d(channels, out, kernel, padding=kernel // 2)
            limit = math.sqrt(6 / (kernel * (channels + out)))
            with torch.no_grad():
                conv.weight.copy_((limit * wave(conv.weight.numel(), 0.7, i)).reshape(conv.weight.shape))
                conv.bias.copy_(0.1 * wave(out, 1.3, i))
            self.convs.append(conv)
            self.norms.append(torch.nn.BatchNorm1d(out, eps=1e-3, momentum=0.01))
            channels = out

    def forward(self, x):
        x = x.transpose(1, 2)
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = F.elu(conv(x))
            if i < len(FILTERS) - 1:
                x = F.avg_pool1d(x, 2)
            x = norm(x)
        return x.mean(2)


torch.set_default_dtype(torch.double)
net = Net()
inputs = (0.5 + 0.5 * wave(TRACKS * 360, 0.013, 0)).reshape(TRACKS, 40, 9)
targets = torch.zeros(TRACKS, CLASSES)
for track in range(TRACKS):
    targets[track, track * 7 % CLASSES] = 1
    targets[track, (track * 3 + 1) % CLASSES] = 1
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, eps=1e-7)
net.train()
for step in range(10):
    optimizer.zero_grad()
    loss = F.binary_cross_entropy_with_logits(net(inputs), targets)
    loss.backward()
    optimizer.step()
    print(repr(loss.item()))
net.eval()
with torch.no_grad():
    print("after", repr(F.binary_cross_entropy_with_logits(net(inputs), targets).item()))
